using OrleansRetro.Commitments;

namespace OrleansRetro.Pms;

// What waits for the owner's word, and since when.
sealed partial record PmLedger
{
    public IEnumerable<WaitingPromise> Waiting(Caller who, DateTimeOffset now) => Open(now).SelectMany(promise =>
        promise.Value.Question(who.Person, now) is { } question
            ? new[] { new WaitingPromise(promise.Value.As.View(who, promise.Key, promise.Value.Version), question.Kind, question.Since, who.Person) } : []);

    /// <summary>Whose turn it is changed with this event.</summary>
    static DateTimeOffset? TurnOf(CommitmentEvent @event) => @event switch
    {
        CommitmentRequested e => e.At,
        TermsCountered e => e.At,
        ClarificationAsked e => e.At,
        ClarificationGiven e => e.At,
        DeliveryDeclared e => e.At,
        JudgementTakenBack e => e.At,
        _ => null,
    };

    internal sealed partial record Promise
    {
        public (MailKind Kind, DateTimeOffset Since)? Question(PersonId me, DateTimeOffset now)
        {
            var isMine = As.Promisor == me;
            if (As.Asked is { } asked && asked.By != me)
                return (MailKind.AskedOfYou, asked.At);
            if (As.Status.IsAsked() && (As.Status == CommitmentStatus.Clarifying ? As.Author == me : As.Author != me || As.Promisor == As.Requester))
                return (MailKind.AskedOfYou, TurnAt);
            if (!isMine && As.Status == CommitmentStatus.Delivered)
                return (MailKind.HandedOver, TurnAt);
            return isMine && As is { Status: CommitmentStatus.Promised } && As.NoticeOf() is { } notice && now >= notice.Ask && (As.HeardAt is not { } heard || heard < notice.Ask)
                ? (MailKind.StillGood, notice.Ask) : null;
        }
    }
}
