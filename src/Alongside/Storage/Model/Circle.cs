using Alongside.Features.Circle;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Storage;

public abstract partial class Database
{
    public DbSet<CircleDecision> Decisions => Set<CircleDecision>();
    public DbSet<Enactment> Enactments => Set<Enactment>();
    public DbSet<Signature> Signatures => Set<Signature>();
    public DbSet<AgreementVersion> AgreementVersions => Set<AgreementVersion>();
    public DbSet<Founder> Founders => Set<Founder>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<FoundingPart> FoundingParts => Set<FoundingPart>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Profile> Profiles => Set<Profile>();

    internal static void ModelCircle(ModelBuilder model)
    {
        model.Entity<CircleDecision>(decision =>
        {
            decision.ToTable(nameof(Decisions));
            decision.HasKey(d => d.Number);
            decision.Property(d => d.Number).ValueGeneratedNever();
        });
        model.Entity<Enactment>(enactment =>
        {
            enactment.HasKey(e => new { e.Decision, e.Kind });
            enactment.HasOne<CircleDecision>().WithMany().HasForeignKey(e => e.Decision).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Signature>().HasKey(s => new { s.Decision, s.Person, s.ContentHash });
        model.Entity<AgreementVersion>(version =>
        {
            version.HasKey(v => new { v.Kind, v.Number });
            // One decision says one thing about one kind.
            version.HasIndex(v => new { v.Decision, v.Kind }).IsUnique();
            version.HasOne<Enactment>().WithMany().HasForeignKey(v => new { v.Decision, v.Kind }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Founder>().HasKey(f => f.Person);
        model.Entity<Invitation>().HasIndex(i => i.TokenHash).IsUnique();
        model.Entity<FoundingPart>().HasKey(p => p.Kind);
        model.Entity<Member>().HasKey(m => m.Person);
        model.Entity<Profile>().HasKey(p => p.Person);
    }
}
