using Alongside.Features.Circle;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Meetings;
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
    public DbSet<Mention> Mentions => Set<Mention>();
    public DbSet<MemberInvitation> MemberInvitations => Set<MemberInvitation>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Profile> Profiles => Set<Profile>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<ProposalVersion> ProposalVersions => Set<ProposalVersion>();
    public DbSet<ProposedChange> ProposedChanges => Set<ProposedChange>();
    public DbSet<StandIn> StandIns => Set<StandIn>();
    public DbSet<CouncilSeat> CouncilSeats => Set<CouncilSeat>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ProposalFact> ProposalFacts => Set<ProposalFact>();
    public DbSet<AnonymousBallots> AnonymousBallots => Set<AnonymousBallots>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<MeetingFact> MeetingFacts => Set<MeetingFact>();
    public DbSet<FacilitatorWord> FacilitatorWords => Set<FacilitatorWord>();

    internal static void ModelCircle(ModelBuilder model)
    {
        model.Entity<CircleDecision>(decision =>
        {
            decision.ToTable(nameof(Decisions));
            decision.HasKey(d => d.Number);
            decision.Property(d => d.Number).ValueGeneratedNever();
            // What two servers enact at the same moment is enacted once.
            decision.HasIndex(d => d.Proposal).IsUnique();
            decision.HasOne<ProposalVersion>().WithMany().HasForeignKey(d => new { d.Proposal, d.Version }).OnDelete(DeleteBehavior.Restrict);
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
        model.Entity<MemberInvitation>().HasIndex(i => i.TokenHash).IsUnique();
        model.Entity<FoundingPart>().HasKey(p => p.Kind);
        model.Entity<Member>().HasKey(m => m.Person);
        model.Entity<CouncilSeat>().HasIndex(s => s.Person);
        model.Entity<CouncilSeat>().HasIndex(s => s.EndedAt);
        model.Entity<Profile>().HasKey(p => p.Person);
        Deciding(model);
        Meeting(model);
    }

    private static void Meeting(ModelBuilder model)
    {
        model.Entity<Meeting>().HasIndex(m => m.Number).IsUnique();
        model.Entity<Meeting>().HasIndex(m => m.StartsAt);
        model.Entity<MeetingFact>(fact =>
        {
            fact.HasKey(f => new { f.Meeting, f.Number });
            fact.HasOne<Meeting>().WithMany().HasForeignKey(f => f.Meeting).OnDelete(DeleteBehavior.Restrict);
            fact.Ignore(f => f.Happening);
        });
        model.Entity<FacilitatorWord>(word =>
        {
            word.HasKey(w => w.Number);
            word.Property(w => w.Number).ValueGeneratedNever();
        });
    }

    private static void Deciding(ModelBuilder model)
    {
        model.Entity<Proposal>().HasIndex(p => p.Number).IsUnique();
        model.Entity<ProposalVersion>(version =>
        {
            version.HasKey(v => new { v.Proposal, v.Number });
            version.HasOne<Proposal>().WithMany().HasForeignKey(v => v.Proposal).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ProposedChange>(change =>
        {
            change.HasKey(c => new { c.Proposal, c.Version, c.Kind });
            change.HasOne<ProposalVersion>().WithMany().HasForeignKey(c => new { c.Proposal, c.Version }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Review>(review =>
        {
            // What two sessions open at the same moment is opened once.
            review.HasKey(r => new { r.Decision, r.Kind });
            // Several can be looked at again in one question.
            review.HasIndex(r => r.Proposal);
            review.HasOne<CircleDecision>().WithMany().HasForeignKey(r => r.Decision).OnDelete(DeleteBehavior.Restrict);
            review.HasOne<Proposal>().WithMany().HasForeignKey(r => r.Proposal).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StandIn>(standIn =>
        {
            standIn.HasIndex(s => s.Of);
            standIn.HasIndex(s => s.By);
            standIn.HasOne<Proposal>().WithMany().HasForeignKey(s => s.Question).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Mention>().HasKey(m => new { m.Row, m.Of });
        model.Entity<Mention>().HasIndex(m => m.Of);
        model.Entity<ProposalFact>(fact =>
        {
            fact.HasKey(f => new { f.Proposal, f.Number });
            fact.HasOne<Proposal>().WithMany().HasForeignKey(f => f.Proposal).OnDelete(DeleteBehavior.Restrict);
            fact.Ignore(f => f.Fact);
        });
        model.Entity<AnonymousBallots>(ballots =>
        {
            ballots.HasKey(b => new { b.Proposal, b.Round });
            ballots.HasOne<Proposal>().WithMany().HasForeignKey(b => b.Proposal).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
