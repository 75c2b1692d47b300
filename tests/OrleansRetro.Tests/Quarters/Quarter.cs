using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using OrleansRetro.Commitments;

namespace OrleansRetro.Tests.Quarters;

/// <summary>
/// Forty promises from February to April 2030, as people in Berlin give and keep them: every ending there is, Easter, and the night in which clocks
/// go forward. The last instant to ask fairly is 07:00 on 2 April for those of 18 March, and the end of 17 April for those over Easter.
/// </summary>
sealed class Quarter
{
    public static readonly ImmutableArray<string> People = ["ana", "ben", "mia", "dev", "eve"];

    /// <summary>Good Friday and Easter Monday.</summary>
    public static readonly ImmutableArray<DateOnly> DaysOff = [Story.Day("04-19"), Story.Day("04-22")];

    public static readonly DateTimeOffset Begin = Story.At(Story.Day("02-03")), End = Story.At(Story.Day("05-01"), new(12, 0));

    static readonly string[] Lines =
    [
        "ben to mia | due 02-15 | 02-04 09:00 ask | 02-04 10:00 take | 02-14 16:00 done | 02-15 09:00 confirm",
        "ben to ana | large | due 02-15 | 02-04 09:05 ask | 02-04 11:00 take | 02-15 17:00 done | 02-18 09:00 confirm",
        "ben to dev | small | due 02-08 | 02-04 09:10 ask | 02-04 12:00 take | 02-08 15:00 done | 02-11 10:00 partly",
        "ben to eve | due 02-12 | 02-04 09:15 ask | 02-05 09:00 take | 02-13 10:00 done | 02-14 09:00 confirm",
        "ben to mia | due 02-13 | 02-05 09:00 ask | 02-05 10:00 take",
        "ben to ana | due 02-20 | 02-06 09:00 ask | 02-06 10:00 take | 02-19 16:00 done",
        "ben to dev | due 02-20 | 02-06 09:05 ask | 02-06 10:05 take | 02-19 16:05 done | 03-04 09:00 confirm",
        "ben to eve | due 02-22 | 02-07 09:00 ask | 02-07 10:00 decline",
        "ben to mia | due 02-14 | 02-07 09:05 ask",
        "ben to ana | due 02-28 | 02-08 09:00 ask | 02-08 10:00 take | 02-20 09:00 release",
        "ben to dev | due 03-01 | 02-08 09:05 ask | 02-08 10:05 take | 02-20 09:05 withdraw",
        "ben to eve | due 03-01 | 02-08 09:10 ask | 02-08 10:10 take | 02-28 12:00 withdraw",
        "ben to mia | due 04-05 | 03-18 09:00 ask | 03-18 10:00 take | 04-02 06:59 newday 04-12 | 04-02 09:00 agree | 04-11 16:00 done | 04-12 09:00 confirm",
        "ben to ana | due 04-05 | 03-18 09:05 ask | 03-18 10:00 take | 04-02 07:01 newday 04-12 | 04-02 09:05 agree | 04-11 16:05 done | 04-12 09:05 confirm",
        "ben to dev | due 04-23 | 04-10 09:00 ask | 04-10 09:30 take | 04-17 23:59 newday 04-29 | 04-18 09:00 agree | 04-26 10:00 done | 04-29 09:00 confirm",
        "ben to eve | due 04-23 | 04-10 09:05 ask | 04-10 09:30 take | 04-18 00:01 newday 04-29 | 04-18 09:05 agree | 04-26 10:05 done | 04-29 09:05 confirm",
        "ben to mia | due 03-08 | 02-25 09:00 ask | 02-25 09:30 askback | 02-25 10:00 clarify | 02-25 10:30 counter 03-12 | 02-25 11:00 take | 03-05 09:00 risk | 03-06 09:00 ontrack | 03-12 12:00 done | 03-13 09:00 confirm",
        "ben to ana | due 03-08 | 02-25 09:00 offer | 02-25 09:30 take | 03-04 09:00 newday 03-15 | 03-04 10:00 keepday | 03-08 12:00 done | 03-11 09:00 confirm",
        "ben to dev | due 03-15 | 03-04 09:00 ask | 03-04 09:30 take | 03-14 09:00 done | 03-14 12:00 notkept | 03-14 13:00 dispute",
        "ben to eve | due 03-15 | 03-04 09:05 ask | 03-04 09:35 take | 03-14 09:05 done | 03-14 12:05 notkept | 03-14 13:05 dispute | 03-14 14:00 reply | 03-15 09:00 settle kept-late | 03-15 10:00 settle-too kept-late",
        "ben to mia | due 03-29 | 03-11 09:00 ask | 03-11 09:30 take | 03-28 09:00 done | 03-28 10:00 confirm",
        "ben to mia | part of 21 | due 03-20 | 03-11 10:00 ask | 03-11 10:30 take | 03-19 09:00 done | 03-19 10:00 confirm",
        "ben to mia | part of 21 | due 03-22 | 03-11 10:05 ask | 03-11 10:35 take",
        "ben to ana | due 03-21 | 03-21 20:30 ask | 03-21 20:35 take | 03-21 22:00 done | 03-22 09:00 confirm",
        "ben to dev | afterwards | due 03-20 | 03-25 09:00 ask | 03-25 09:30 take | 03-25 10:00 confirm",
        "ben to eve | due 04-10 | 03-25 09:05 ask | 03-25 09:35 take | 03-27 09:00 terms | 03-27 10:00 agree | 04-09 09:00 done | 04-09 10:00 confirm | 04-09 10:05 first-no",
        "ben to ana | large | due 04-24 | 04-15 09:00 ask | 04-15 09:30 take | 04-24 12:00 done | 04-24 13:00 missing | 04-24 15:00 done | 04-25 09:00 confirm",
        "ben to mia | due 05-10 | 04-25 09:00 ask | 04-25 09:30 take",
        "ana to ben | due 02-22 | 02-11 09:00 ask | 02-11 09:30 take | 02-21 09:00 done | 02-21 10:00 confirm",
        "ana to mia | large | due 03-01 | 02-18 09:00 ask | 02-18 09:30 take | 02-28 17:00 done | 03-01 09:00 confirm",
        "ana to dev | due 03-15 | 02-25 09:00 ask | 02-25 09:30 take | 02-27 09:00 newday 03-19 | 02-27 10:00 agree | 03-01 09:00 newday 03-21 | 03-01 10:00 agree | 03-04 09:00 newday 03-25 | 03-04 10:00 agree | 03-22 10:00 done | 03-25 09:00 confirm",
        "ana to mia | due 03-29 | 03-18 09:00 ask | 03-18 09:30 take | 03-28 12:00 done | 03-28 13:00 confirm | 03-28 13:30 undo | 03-28 14:00 partly",
        "ana to ben | due 04-01 | 03-20 09:00 offer | 03-20 09:30 counter 04-03 | 03-20 10:00 take | 04-02 09:00 done | 04-03 09:00 confirm",
        "ana to eve | due 04-12 | 04-01 09:00 ask | 04-01 09:30 take | 04-03 09:00 wantday 04-15 | 04-03 10:00 agree | 04-15 12:00 done | 04-16 09:00 confirm",
        "ana to mia | due 04-17 | 04-08 09:00 ask | 04-08 09:30 take | 04-17 15:00 done | 04-18 09:00 confirm | 04-18 10:00 dispute | 04-18 11:00 settle let-go | 04-18 12:00 settle-too let-go",
        "mia to ana | due 02-27 | 02-18 09:05 ask | 02-18 09:35 take | 02-26 09:00 done | 02-26 10:00 notkept",
        "mia to ben | due 03-27 | 03-12 09:00 ask | 03-12 09:30 take | 03-26 09:00 risk | 03-27 18:00 done | 03-28 09:00 confirm",
        "mia to eve | due 04-05 | 03-19 09:00 ask | 03-19 09:30 take",
        "dev to ben | due 03-05 | 02-20 09:00 ask | 02-20 09:30 take | 03-05 10:00 done",
        "eve to ana | due 04-30 | 04-16 09:00 ask | 04-16 09:30 decline",
    ];

    readonly List<Story> _begun = [];

    public ImmutableArray<Story> Stories { get; } = [.. Lines.Select((line, index) => Story.Read(line, index + 1))];

    /// <summary>The endings of which it has at least one.</summary>
    public static readonly ImmutableArray<CommitmentStatus> Endings =
    [
        CommitmentStatus.Met, CommitmentStatus.NotMet, CommitmentStatus.Missed, CommitmentStatus.Unconfirmed, CommitmentStatus.Declined,
        CommitmentStatus.Released, CommitmentStatus.Revoked, CommitmentStatus.Disputed, CommitmentStatus.Promised, CommitmentStatus.Requested,
    ];

    /// <summary>Everything in turn; the clock stands still while somebody acts, and reminders come at every midnight between.</summary>
    public async Task Live(FakeTimeProvider clock, IGrainFactory grains, Func<Story, Deed, Task> act)
    {
        var next = clock.GetUtcNow();
        foreach (var (story, deed) in Stories.SelectMany(story => story.Deeds.Select(deed => (story, deed))).OrderBy(one => one.deed.At).ThenBy(one => one.story.Number))
        {
            await Until(deed.At);
            await act(story, deed);
            if (!_begun.Contains(story))
                _begun.Add(story);
        }
        await Until(End);

        async Task Until(DateTimeOffset at)
        {
            while (Midnight(next) is var midnight && midnight <= at)
            {
                clock.SetUtcNow(next = midnight);
                await Task.WhenAll(_begun.Select(story => Retros.Asking.Again(() => Remind(story))));
            }
            clock.SetUtcNow(next = at);
        }

        async Task<bool> Remind(Story story)
        {
            await grains.GetGrain<ICommitmentGrain>(story.Id.Value).AsReference<IRemindable>().ReceiveReminder("deadline", default);
            return true;
        }
    }

    /// <summary>The first in Berlin after an instant.</summary>
    static DateTimeOffset Midnight(DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, TimeZoneInfo.FindSystemTimeZoneById(Story.Zone)).DateTime);
        return Story.At(day.AddDays(1));
    }
}
