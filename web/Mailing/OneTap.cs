using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Mailing;

/// <summary>The answers that need no words, as forms name them: those of this question, and no others.</summary>
static class OneTap
{
    const string OnTrack = "on-track", AtRisk = "at-risk", Confirm = "confirm", Agree = "agree", Decline = "decline", AcceptDay = "accept-day", KeepDay = "keep-day";

    /// <summary>The first is the usual one; none where it takes words to answer.</summary>
    public static IReadOnlyList<(string Act, string Words)> Answers(AskedByMail asked, IStringLocalizer<HouseWords> house, IStringLocalizer<Words.Words> words) =>
        [.. Of(asked).Select(act => (act, act switch
        {
            OnTrack => house["promise.on-track"].Value,
            AtRisk => house["promise.at-risk"],
            Confirm => house["home.confirm"],
            KeepDay => house["promise.keep-day"],
            Decline => words["commit.no"],
            Agree when asked.Own.IsMine => words["commit.promise"],
            _ => house["promise.agree"],
        }))];

    public static string? First(AskedByMail asked) => Of(asked) is [var first, ..] ? first : null;

    /// <param name="seen">Hash of the terms that were shown.</param>
    /// <exception cref="RejectedException"><c>malformed</c>: no answer to this question; and whatever the promise says.</exception>
    public static Task Say(AskedByMail asked, string? act, string seen, IGrainFactory grains)
    {
        var (promise, who) = (grains.GetGrain<ICommitmentGrain>(asked.Own.Promise.Id.Value), asked.Own.Caller);
        if (!Of(asked).Contains(act))
            throw new RejectedException("malformed");
        return Asking.Again(() => act switch
        {
            OnTrack => promise.SayOnTrack(who),
            AtRisk => promise.RaiseRisk(who),
            Confirm => promise.DeclareSatisfaction(who, asSpecified: true),
            AcceptDay => promise.AcceptDay(who, asked.Own.Promise.Asked!.Due),
            KeepDay => promise.KeepDay(who, asked.Own.Promise.Asked!.Due),
            Agree => promise.Agree(who, seen),
            _ => promise.Decline(who),
        });
    }

    static string[] Of(AskedByMail asked) => asked switch
    {
        { Kind: MailKind.StillGood } => [OnTrack, AtRisk],
        { Kind: MailKind.HandedOver } => [Confirm],
        // Other conditions are read before they are answered.
        { Own: { IsDayAsked: true, Promise.Asked.IsReworded: true } } => [],
        { Own.IsDayAsked: true } => [AcceptDay, KeepDay],
        { Own.IsToAnswer: true } => [Agree, Decline],
        _ => [],
    };
}
