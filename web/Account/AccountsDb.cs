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

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Session>(session =>
        {
            session.ToTable("account_sessions");
            session.Property(s => s.Id).HasColumnName("id");
            session.Property(s => s.Account).HasColumnName("account");
            session.Property(s => s.Device).HasColumnName("device");
            session.Property(s => s.Began).HasColumnName("began").HasConversion(Seconds);
            session.Property(s => s.SeenOn).HasColumnName("seen_on").HasConversion(Days);
        });
    }
}
