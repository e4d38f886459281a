using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Alongside.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RunningBalances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PromisedUntil",
                columns: table => new
                {
                    Fund = table.Column<Guid>(type: "uuid", nullable: false),
                    Until = table.Column<string>(type: "text", nullable: false),
                    Minor = table.Column<long>(type: "bigint", nullable: false),
                    People = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromisedUntil", x => new { x.Fund, x.Until });
                    table.ForeignKey(
                        name: "FK_PromisedUntil_Accounts_Fund",
                        column: x => x.Fund,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RunningBalances",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    What = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<Guid>(type: "uuid", nullable: false),
                    Minor = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    Holds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunningBalances", x => new { x.Account, x.Number });
                    table.ForeignKey(
                        name: "FK_RunningBalances_Accounts_Account",
                        column: x => x.Account,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Stamps_At",
                table: "Stamps",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Promises_Fund_Until",
                table: "Promises",
                columns: new[] { "Fund", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Permissions_Person",
                table: "Permissions",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_Permissions_Until",
                table: "Permissions",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_Openings_State_Start",
                table: "Openings",
                columns: new[] { "State", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_RunningBalances_Account_What_Source",
                table: "RunningBalances",
                columns: new[] { "Account", "What", "Source" },
                unique: true);

            // What was written before anybody counted along.
            migrationBuilder.Sql(Guards.DatabaseGuards.CountAll + ";");
            migrationBuilder.Sql(Guards.DatabaseGuards.SumPromises + ";");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PromisedUntil");

            migrationBuilder.DropTable(
                name: "RunningBalances");

            migrationBuilder.DropIndex(
                name: "IX_Stamps_At",
                table: "Stamps");

            migrationBuilder.DropIndex(
                name: "IX_Promises_Fund_Until",
                table: "Promises");

            migrationBuilder.DropIndex(
                name: "IX_Permissions_Person",
                table: "Permissions");

            migrationBuilder.DropIndex(
                name: "IX_Permissions_Until",
                table: "Permissions");

            migrationBuilder.DropIndex(
                name: "IX_Openings_State_Start",
                table: "Openings");
        }
    }
}
