using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Alongside.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SupportersPapersAndProofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PapersMade",
                table: "PublicKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PapersNeeded",
                table: "PublicKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Guardian",
                table: "Permissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "TellMe",
                table: "Permissions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Proof",
                table: "Entries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_On",
                table: "Entries",
                column: "On",
                filter: "\"Proof\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Entries_On",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "PapersMade",
                table: "PublicKeys");

            migrationBuilder.DropColumn(
                name: "PapersNeeded",
                table: "PublicKeys");

            migrationBuilder.DropColumn(
                name: "Guardian",
                table: "Permissions");

            migrationBuilder.DropColumn(
                name: "TellMe",
                table: "Permissions");

            migrationBuilder.DropColumn(
                name: "Proof",
                table: "Entries");
        }
    }
}
