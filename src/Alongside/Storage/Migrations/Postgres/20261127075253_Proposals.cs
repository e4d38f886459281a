using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Alongside.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Proposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Proposal",
                table: "Decisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Decisions",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Proposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProposalFacts",
                columns: table => new
                {
                    Proposal = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    Mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalFacts", x => new { x.Proposal, x.Number });
                    table.ForeignKey(
                        name: "FK_ProposalFacts_Proposals_Proposal",
                        column: x => x.Proposal,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposalVersions",
                columns: table => new
                {
                    Proposal = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ContentHash = table.Column<string>(type: "text", nullable: false),
                    Changes = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalVersions", x => new { x.Proposal, x.Number });
                    table.ForeignKey(
                        name: "FK_ProposalVersions_Proposals_Proposal",
                        column: x => x.Proposal,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposedChanges",
                columns: table => new
                {
                    Proposal = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    BasedOn = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false),
                    ValueHash = table.Column<string>(type: "text", nullable: false),
                    Mac = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposedChanges", x => new { x.Proposal, x.Version, x.Kind });
                    table.ForeignKey(
                        name: "FK_ProposedChanges_ProposalVersions_Proposal_Version",
                        columns: x => new { x.Proposal, x.Version },
                        principalTable: "ProposalVersions",
                        principalColumns: new[] { "Proposal", "Number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Proposal",
                table: "Decisions",
                column: "Proposal",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Proposal_Version",
                table: "Decisions",
                columns: new[] { "Proposal", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Number",
                table: "Proposals",
                column: "Number",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Decisions_ProposalVersions_Proposal_Version",
                table: "Decisions",
                columns: new[] { "Proposal", "Version" },
                principalTable: "ProposalVersions",
                principalColumns: new[] { "Proposal", "Number" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Decisions_ProposalVersions_Proposal_Version",
                table: "Decisions");

            migrationBuilder.DropTable(
                name: "ProposalFacts");

            migrationBuilder.DropTable(
                name: "ProposedChanges");

            migrationBuilder.DropTable(
                name: "ProposalVersions");

            migrationBuilder.DropTable(
                name: "Proposals");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_Proposal",
                table: "Decisions");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_Proposal_Version",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "Proposal",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Decisions");
        }
    }
}
