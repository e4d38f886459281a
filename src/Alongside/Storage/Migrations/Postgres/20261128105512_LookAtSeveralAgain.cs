using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Alongside.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LookAtSeveralAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_Proposal",
                table: "Reviews");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_Proposal",
                table: "Reviews",
                column: "Proposal");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_Proposal",
                table: "Reviews");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_Proposal",
                table: "Reviews",
                column: "Proposal",
                unique: true);
        }
    }
}
