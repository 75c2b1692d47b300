using System.Text.Json.Serialization.Metadata;
using OrleansRetro.Account;
using OrleansRetro.Api;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Promises;

/// <summary>Promises for programs of somebody with an account: their own, those to them, and nobody's else.</summary>
public static class PromiseEndpoints
{
    public static void MapPromiseApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/promises").WithTags("Promises").DisableAntiforgery().WithMetadata(new Description.NeedsAccount());
        api.ShortCircuit();
        api.MapGet("", (Delegate)Open).WithSummary("What this account promised and was promised, and is open; soonest first.").Answers<PmPromises>();
        api.MapGet("/closed", (Delegate)Closed).WithSummary("The same of what has ended, what ended last first.").Answers<PmPromises>();
        api.MapGet("/record", (Delegate)Record).WithSummary("How this account kept what it promised to others. Nobody else can ask.").Answers<KeepRecord>();
        var promise = api.MapGroup("/{id}");
        promise.MapGet("", Get).WithSummary("One promise, for its two people.").Answers<CommitmentView>();
        promise.MapGet("/history", History).WithSummary("What happened to it, in order.").Answers<IReadOnlyList<Moment>>();
        promise.MapPut("", Put).WithSummary("Asks a teammate for something, or offers it to them.").Takes<PutPromiseBody>().Answers<Acted>();
        promise.MapPut("/terms", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTermsBody, (promise, who, body) => promise.Counter(who, body.What ?? "", body.DoneWhen ?? "", body.Due, body.Seen ?? ""))).WithSummary("Other terms instead, before they are taken.").Takes<PutTermsBody>().Answers<Acted>();
        promise.MapPut("/answer", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutAnswerBody, (promise, who, body) => body.Answer == PromiseAnswer.Agree ? promise.Agree(who, body.Terms ?? "") : promise.Decline(who))).WithSummary("Takes the terms as they were seen, or says no.").Takes<PutAnswerBody>().Answers<Acted>();
        promise.MapPut("/question", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.AskBack(who, body.Text ?? ""))).WithSummary("A question before the answer.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/clarification", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.Clarify(who, body.Text ?? ""))).WithSummary("Answers the question.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/progress", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutProgressBody, Progress)).WithSummary("How it goes, or that it is done. The promisor only.").Takes<PutProgressBody>().Answers<Acted>();
        promise.MapPut("/day", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutDayBody, (promise, who, body) => promise.ProposeDay(who, body.Due))).WithSummary("Asks the other one for another day.").Takes<PutDayBody>().Answers<Acted>();
        promise.MapPut("/day/answer", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutDayAnswerBody, (promise, who, body) => body.Agree ? promise.AcceptDay(who, body.Due) : promise.KeepDay(who, body.Due))).WithSummary("Agrees on the day that was asked for, or keeps the one that stands.").Takes<PutDayAnswerBody>().Answers<Acted>();
        promise.MapPut("/conditions", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutConditionsBody, (promise, who, body) => promise.ProposeTerms(who, body.What ?? "", body.DoneWhen ?? "", body.Due))).WithSummary("Asks the other one for other conditions than those that both agreed on.").Takes<PutConditionsBody>().Answers<Acted>();
        promise.MapPut("/conditions/answer", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutConditionsAnswerBody, (promise, who, body) => body.Terms is { } terms ? promise.AcceptTerms(who, terms) : promise.KeepDay(who, null))).WithSummary("Agrees on the conditions that were asked for, or keeps those that stand.").Takes<PutConditionsAnswerBody>().Answers<Acted>();
        promise.MapPut("/size", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutSizeBody, (promise, who, body) => promise.SetStake(who, body.Size))).WithSummary("How much hangs on it. The requester only.").Takes<PutSizeBody>().Answers<Acted>();
        promise.MapPut("/first-terms", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutFirstTermsBody, (promise, who, body) => promise.JudgeFirstTerms(who, body.AsAgreed))).WithSummary("Whether it is also what was promised first, where both changed the conditions. The requester only.").Takes<PutFirstTermsBody>().Answers<Acted>();
        promise.MapPut("/effect", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutEffectBody, (promise, who, body) => promise.JudgeEffect(who, body.Helped))).WithSummary("Whether what was promised in a retro helped, two to six weeks after it was kept.").Takes<PutEffectBody>().Answers<Acted>();
        promise.MapPut("/withdrawal", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.Revoke(who, body.Text ?? ""))).WithSummary("Takes the promise back, and says what is done about it. The promisor only.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/outcome", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutOutcomeBody, Outcome)).WithSummary("What became of it. The requester only.").Takes<PutOutcomeBody>().Answers<Acted>();
        promise.MapPut("/evidence", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.GiveEvidence(who, body.Text ?? ""))).WithSummary("Where what was promised can be seen: a link, or a few words. The promisor only.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/unmet", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.DeclareUnmet(who, body.Text ?? ""))).WithSummary("What is missing in what was handed over. The requester only.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/statement", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutTextBody, (promise, who, body) => promise.Dispute(who, body.Text ?? ""))).WithSummary("How one of the two sees it, where they see it differently.").Takes<PutTextBody>().Answers<Acted>();
        promise.MapPut("/settlement", (HttpContext http, string id) => Act(http, id, ApiJson.Default.PutSettlementBody, (promise, who, body) => promise.Settle(who, body.Settlement))).WithSummary("How one of the two would settle that; it holds once both say the same.").Takes<PutSettlementBody>().Answers<Acted>();
    }

    static Task Open(HttpContext http) => Ledger(http, (ledger, who) => ledger.Open(who, IPmLedgerGrain.Most), ApiJson.Wire.PmPromises);

    static Task Closed(HttpContext http) => Ledger(http, (ledger, who) => ledger.Closed(who, IPmLedgerGrain.Most), ApiJson.Wire.PmPromises);

    static Task Record(HttpContext http) => Ledger(http, (ledger, who) => ledger.Record(who), ApiJson.Wire.KeepRecord);

    static Task Get(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (promise, who) = await PromiseOf(http, id, writes: false);
        await Requests.Write(http, await Asking.Again(() => promise.View(who)) ?? throw new RejectedException("not-found"), ApiJson.Wire.CommitmentView);
    });

    static Task History(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var (promise, who) = await PromiseOf(http, id, writes: false);
        await Requests.Write(http, await Asking.Again(() => promise.History(who)), ApiJson.Wire.IReadOnlyListMoment);
    });

    static Task Put(HttpContext http, string id) => Problems.Answer(http, async () =>
    {
        var who = await MeEndpoint.AccountOf(http, writes: true);
        var body = await Requests.Read(http, ApiJson.Default.PutPromiseBody);
        var promise = Grains(http).GetGrain<ICommitmentGrain>(Requests.Id<CommitmentId>(id).Value);
        var draft = new CommitmentDraft(
            body.What ?? "", body.DoneWhen ?? "", body.Due, body.Zone ?? "Etc/UTC", Requests.Id<PersonId>(body.Promisor), Requests.Id<PersonId>(body.Requester),
            body.Team is { } team ? Requests.Id<TeamId>(team) : null, body.Shared, body.Why ?? "")
        {
            Stake = body.Size,
            PartOf = body.PartOf is { } whole ? Requests.Id<CommitmentId>(whole) : null,
            Afterwards = body.Afterwards,
            AnswerBy = body.AnswerBy,
        };
        await Requests.Write(http, new(await Asking.Again(() => promise.Propose(who, draft))), ApiJson.Wire.Acted);
    });

    static Task<long> Progress(ICommitmentGrain promise, Caller who, PutProgressBody body) => body.Progress switch
    {
        PromiseProgress.OnTrack => promise.SayOnTrack(who),
        PromiseProgress.AtRisk => promise.RaiseRisk(who),
        _ => promise.Deliver(who),
    };

    static Task<long> Outcome(ICommitmentGrain promise, Caller who, PutOutcomeBody body) => body.Outcome switch
    {
        PromiseOutcome.AsAgreed => promise.DeclareSatisfaction(who, asSpecified: true),
        PromiseOutcome.Partly => promise.DeclareSatisfaction(who, asSpecified: false),
        PromiseOutcome.NotKept => promise.DeclareNotMet(who, body.Unmet),
        PromiseOutcome.NoLongerNeeded => promise.Release(who),
        _ => promise.TakeBackJudgement(who),
    };

    static Task Ledger<T>(HttpContext http, Func<IPmLedgerGrain, Caller, Task<T>> ask, JsonTypeInfo<T> format) => Problems.Answer(http, async () =>
    {
        var who = await MeEndpoint.AccountOf(http, writes: false);
        await Requests.Write(http, await Asking.Again(() => ask(Grains(http).GetGrain<IPmLedgerGrain>(who.Person.Value), who)), format);
    });

    static Task Act<TBody>(HttpContext http, string id, JsonTypeInfo<TBody> format, Func<ICommitmentGrain, Caller, TBody, Task<long>> act) => Problems.Answer(http, async () =>
    {
        var (promise, who) = await PromiseOf(http, id, writes: true);
        var body = await Requests.Read(http, format);
        await Requests.Write(http, new(await Asking.Again(() => act(promise, who, body))), ApiJson.Wire.Acted);
    });

    static async Task<(ICommitmentGrain Promise, Caller Who)> PromiseOf(HttpContext http, string id, bool writes)
    {
        var who = await MeEndpoint.AccountOf(http, writes);
        return (Grains(http).GetGrain<ICommitmentGrain>(Requests.Id<CommitmentId>(id, "not-found").Value), who);
    }

    static IGrainFactory Grains(HttpContext http) => http.RequestServices.GetRequiredService<IGrainFactory>();
}
