using Microsoft.Extensions.Localization;
using OrleansRetro.Commitments;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Mailing;

/// <summary>What somebody is asked, in the words that its row has on a page.</summary>
static class MailSentence
{
    public static string Of(OwnPromise own, IStringLocalizer<HouseWords> house, IStringLocalizer<Words.Words> words) =>
        house[$"home.{own.Sentence}", words.Called(own.Other ?? ""), Saying.Within(own.Promise.What), Saying.Day(own.IsDayAsked ? own.Promise.Asked!.Due : own.Promise.Due)];

    /// <summary>What it is done by, and who else sees it.</summary>
    public static string Conditions(CommitmentView promise, IStringLocalizer<Words.Words> words) =>
        string.Join(' ', words["commit.done-when", Saying.Within(promise.DoneWhen)], promise.Team is null ? "" : words["commit.team-sees"]).TrimEnd();
}
