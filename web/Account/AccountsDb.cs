using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OrleansRetro.Account;

/// <summary>The tables of accounts, as the numbered scripts of the silo make them.</summary>
public sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    static readonly ValueConverter<DateTimeOffset, long> Seconds = new(at => at.ToUnixTimeSeconds(), kept => DateTimeOffset.FromUnixTimeSeconds(kept));
    static readonly ValueConverter<DateOnly, int> Days = new(day => day.DayNumber, kept => DateOnly.FromDayNumber(kept));

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RecoveryCode> Codes => Set<RecoveryCode>();
    public DbSet<OneTimeLink> Links => Set<OneTimeLink>();
    public DbSet<ApiToken> Tokens => Set<ApiToken>();
    public DbSet<Spent> Spent => Set<Spent>();

    /// <summary>All of it is kept, or nothing where it fails.</summary>
    public async Task InOne(Func<Task> work)
    {
        await using var whole = await Database.BeginTransactionAsync();
        await work();
        await whole.CommitAsync();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Session>(session =>
        {
            session.ToTable("account_sessions");
            session.Property(s => s.Id).HasColumnName("id");
            session.Property(s => s.Account).HasColumnName("account");
            session.Property(s => s.Device).HasColumnName("device");
            session.Property(s => s.CameBy).HasColumnName("came_by").HasConversion<string>();
            session.Property(s => s.Began).HasColumnName("began").HasConversion(Seconds);
            session.Property(s => s.SeenOn).HasColumnName("seen_on").HasConversion(Days);
        });
        builder.Entity<RecoveryCode>(code =>
        {
            code.ToTable("account_codes").HasKey(c => new { c.Account, c.Hash });
            code.Property(c => c.Account).HasColumnName("account");
            code.Property(c => c.Hash).HasColumnName("hash");
        });
        builder.Entity<OneTimeLink>(link =>
        {
            link.ToTable("account_links").HasKey(l => l.Hash);
            link.Property(l => l.Hash).HasColumnName("hash");
            link.Property(l => l.Account).HasColumnName("account");
            link.Property(l => l.Proves).HasColumnName("proves");
            link.Property(l => l.Until).HasColumnName("until").HasConversion(Seconds);
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("account_tokens");
            token.Property(t => t.Id).HasColumnName("id");
            token.Property(t => t.Account).HasColumnName("account");
            token.Property(t => t.Hash).HasColumnName("hash");
            token.Property(t => t.Name).HasColumnName("name");
            token.Property(t => t.Start).HasColumnName("start");
            token.Property(t => t.MayWrite).HasColumnName("may_write");
            token.Property(t => t.Made).HasColumnName("made").HasConversion(Seconds);
            token.Property(t => t.Until).HasColumnName("until").HasConversion(Seconds);
            token.Property(t => t.SeenOn).HasColumnName("seen_on").HasConversion(Days);
        });
        builder.Entity<Spent>(spent =>
        {
            spent.ToTable("account_spent").HasKey(s => s.Hash);
            spent.Property(s => s.Hash).HasColumnName("hash");
            spent.Property(s => s.Until).HasColumnName("until").HasConversion(Seconds);
        });
    }
}
