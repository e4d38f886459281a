using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Alongside.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FewerScans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_MandateKeys_Holder",
                table: "MandateKeys",
                column: "Holder");

            migrationBuilder.CreateIndex(
                name: "IX_Folders_Category_Part",
                table: "Folders",
                columns: new[] { "Category", "Part" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MandateKeys_Holder",
                table: "MandateKeys");

            migrationBuilder.DropIndex(
                name: "IX_Folders_Category_Part",
                table: "Folders");
        }
    }
}
