using CsCheck;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Teams;
using static OrleansRetro.Tests.Domain.Cast;
using static OrleansRetro.Tests.Domain.Scenario;

namespace OrleansRetro.Tests.Domain;

/// <summary>Two people look for terms that both take: Ana asks Ben, or Ben offers it to Ana.</summary>
[Trait("Row", "S23")]
public sealed class LookingForTerms
{
    static readonly TeamId Platform = new(new("0197a000-0000-7000-8000-000000000001"));
    static readonly Caller Ana = Caller.Account(Cast.Ana.Person), Ben = Caller.Account(Cast.Ben.Person), Cleo = Caller.Account(Cast.Cleo.Person);
    static readonly Terms Terms = new("Send the pilot invoices", "All 12 pilots have one", new(2030, 1, 18), "Europe/Berlin");
    static readonly Terms Later = Terms with { Due = new(2030, 1, 25) };
    static readonly CommitmentDraft Draft = new(Terms.What, Terms.DoneWhen, Terms.Due, Terms.Zone, Ben.Person, Ana.Person, Platform);

    static Scenario<Commitment, CommitmentEvent> Asked => Given(Commitment.Propose(Ana, Draft, Now));
    static Scenario<Commitment, CommitmentEvent> Offered => Given(Commitment.Propose(Ben, Draft, Now));

    static string Hash(Terms terms) => Secret.Hash($"{terms.What}\n{terms.DoneWhen}\n{terms.Due:O}\n{terms.Zone}");

    [Fact]
    public void Whoever_asks_or_offers_is_one_of_the_two()
    {
        Assert.Equal(CommitmentStatus.Requested, Asked.State.Status);
        Assert.Equal(CommitmentStatus.Offered, Offered.State.Status);
        Refused("not-yours", Cleo, Draft);
        Refused("not-yours", Caller.Seat(Ana.Person), Draft);
        Refused("text-empty", Ana, Draft with { DoneWhen = " " });
        Refused("due-in-past", Ana, Draft with { Due = new(2029, 12, 31) });
        Refused("malformed", Ana, Draft with { Zone = "Europe/Atlantis" });

        static void Refused(string code, Caller who, CommitmentDraft draft) =>
            Assert.Equal(code, Assert.Throws<RejectedException>(() => Commitment.Propose(who, draft, Now)).Code);
    }

    [Fact]
    public void What_somebody_promises_themselves_is_promised_at_once() =>
        Assert.Equal(CommitmentStatus.Promised, Given(Commitment.Propose(Ana, Draft with { Promisor = Ana.Person, Team = null }, Now)).State.Status);

    [Fact]
    public void What_is_asked_is_promised_by_whoever_was_asked_and_by_nobody_else() =>
        Asked
            .When(commitment => commitment.Agree(Ana, Hash(Terms), Now)).Rejected("not-yours")
            .When(commitment => commitment.Agree(Cleo, Hash(Terms), Now)).Rejected("not-yours")
            .When(commitment => commitment.Agree(Caller.Room, Hash(Terms), Now)).Rejected("not-yours")
            .When(commitment => commitment.Agree(Ben, Hash(Later), Now)).Rejected("terms-changed")
            .When(commitment => commitment.Agree(Ben, Hash(Terms), Now)).Then(new PromiseMade(Hash(Terms), Now))
            .So(commitment => Assert.Equal((CommitmentStatus.Promised, Now), (commitment.Status, commitment.AgreedAt)));

    [Fact]
    public void What_is_offered_is_taken_by_whoever_it_was_offered_to() =>
        Offered
            .When(commitment => commitment.Agree(Ben, Hash(Terms), Now)).Rejected("not-yours")
            .When(commitment => commitment.Promise(Ben, Now)).Rejected("promise-closed")
            .When(commitment => commitment.Agree(Ana, Hash(Terms), Now)).Then(new PromiseMade(Hash(Terms), Now));

    [Fact]
    public void Other_terms_are_the_other_one_s_turn() =>
        Asked
            .When(commitment => commitment.Counter(Cleo, Later, Hash(Terms), Now)).Rejected("not-yours")
            .When(commitment => commitment.Counter(Ben, Later, Hash(Later), Now)).Rejected("terms-changed")
            .When(commitment => commitment.Counter(Ben, Later with { Due = new(2029, 1, 1) }, Hash(Terms), Now)).Rejected("due-in-past")
            .When(commitment => commitment.Counter(Ben, Later, Hash(Terms), Now)).Then(new TermsCountered(Later, Ben.Person, Now))
            .So(commitment => Assert.Equal((CommitmentStatus.Countered, Later), (commitment.Status, commitment.Terms)))
            .When(commitment => commitment.Agree(Ben, Hash(Later), Now)).Rejected("not-yours")
            .When(commitment => commitment.Agree(Ana, Hash(Terms), Now)).Rejected("terms-changed")
            .When(commitment => commitment.Promise(Ben, Now)).Rejected("promise-closed")
            .When(commitment => commitment.Agree(Ana, Hash(Later), Now)).Then(new PromiseMade(Hash(Later), Now));

    [Fact]
    public void Whoever_wrote_the_terms_may_change_them_before_they_are_taken() =>
        Asked
            .When(commitment => commitment.Counter(Ana, Later, Hash(Terms), Now)).Then(new TermsCountered(Later, Ana.Person, Now))
            .When(commitment => commitment.Agree(Ben, Hash(Terms), Now)).Rejected("terms-changed")
            .When(commitment => commitment.Agree(Ben, Hash(Later), Now)).Then(new PromiseMade(Hash(Later), Now))
            .When(commitment => commitment.Counter(Ana, Terms, Hash(Later), Now)).Rejected("promise-closed");

    [Fact]
    public void A_question_comes_before_the_answer() =>
        Asked
            .When(commitment => commitment.AskBack(Ana, "Which pilots?", Now)).Rejected("not-yours")
            .When(commitment => commitment.AskBack(Ben, " ", Now)).Rejected("text-empty")
            .When(commitment => commitment.AskBack(Ben, "Which pilots?", Now)).Then(new ClarificationAsked("Which pilots?", Ben.Person, Now))
            .So(commitment => Assert.Equal(CommitmentStatus.Clarifying, commitment.Status))
            .When(commitment => commitment.Clarify(Ben, "Mine", Now)).Rejected("not-yours")
            .When(commitment => commitment.Clarify(Ana, "Those of May", Now)).Then(new ClarificationGiven("Those of May", Ana.Person, Now))
            .So(commitment => Assert.Equal(CommitmentStatus.Requested, commitment.Status))
            .When(commitment => commitment.Agree(Ben, Hash(Terms), Now)).Then(new PromiseMade(Hash(Terms), Now));

    [Fact]
    public void A_question_about_other_terms_leads_back_to_them() =>
        Asked
            .And(commitment => commitment.Counter(Ben, Later, Hash(Terms), Now))
            .And(commitment => commitment.AskBack(Ana, "Why a week later?", Now))
            .And(commitment => commitment.Clarify(Ben, "I am away", Now))
            .So(commitment => Assert.Equal((CommitmentStatus.Countered, Ben.Person), (commitment.Status, commitment.Author)))
            .When(commitment => commitment.Agree(Ana, Hash(Later), Now)).Then(new PromiseMade(Hash(Later), Now));

    [Fact]
    public void A_no_needs_no_reason_and_whoever_asked_takes_it_back_instead()
    {
        Asked
            .When(commitment => commitment.Decline(Ana, Now)).Rejected("not-owner")
            .When(commitment => commitment.Decline(Ben, Now)).Then(new CommitmentDeclined(Now))
            .When(commitment => commitment.Agree(Ben, Hash(Terms), Now)).Rejected("promise-closed");
        Asked.When(commitment => commitment.Release(Ana, Now)).Then(new CommitmentReleased(Now, Ana.Person));
        Offered.When(commitment => commitment.Decline(Ben, Now)).Then(new CommitmentDeclined(Now));
        Offered.When(commitment => commitment.Decline(Ana, Now)).Then(new CommitmentDeclined(Now, Ana.Person));
    }

    [Fact, Trait("Row", "T07")]
    public void What_nobody_took_fades_out_and_is_never_missed()
    {
        var after = new DateTimeOffset(2030, 1, 19, 0, 0, 0, TimeSpan.Zero);
        Asked
            .So(commitment => Assert.Equal(commitment.FadesAt!.Value.AddMonths(24), commitment.Deadline))
            .When(commitment => commitment.Tick(after.AddMonths(Commitment.MonthsKept))).ThenNothing()
            .So(commitment => Assert.Equal((false, true), (commitment.HasFaded(Now), commitment.HasFaded(after))))
            .So(commitment => Assert.Equal((0, 1), (KeepRecords.Of(Numbered(commitment), Ben.Person, after).OnTime.Of, KeepRecords.Of(Numbered(commitment), Ben.Person, after).AskedOf)))
            .When(commitment => commitment.Agree(Ben, Hash(Terms), after)).Rejected("due-in-past")
            .When(commitment => commitment.Counter(Ben, Later, Hash(Terms), after)).Then(new TermsCountered(Later, Ben.Person, after));
    }

    [Fact]
    public void Whoever_the_team_sees_it_through_reads_what_happened_in_order()
    {
        var moments = new List<Moment?>();
        var known = Commitment.Empty;
        CommitmentEvent[] events =
        [
            .. Commitment.Propose(Ana, Draft with { Why = "The pilots wait" }, Now), new TermsCountered(Later, Ben.Person, Now), new PromiseMade(Hash(Later), Now),
            new RiskRaised(Now), new RenegotiationProposed(Terms, Ben.Person, Now), new RenegotiationAccepted(Terms, Hash(Terms), Now, true), new CommitmentMissed(Now),
        ];
        foreach (var @event in events)
        {
            moments.Add(known.MomentOf(@event));
            known = known.Evolve(@event);
        }
        Assert.Equal(
            [("commitment-requested", Ana.Person), ("terms-countered", Ben.Person), ("promise-made", Ana.Person), ("risk-raised", Ben.Person),
             ("renegotiation-proposed", Ben.Person), ("renegotiation-accepted", Ana.Person), ("commitment-missed", (PersonId?)null)],
            moments.Select(moment => (moment!.What, moment.By)));
        Assert.Equal("The pilots wait", moments[0]!.Text);
    }

    [Fact]
    public void However_the_two_act_at_once_the_promise_is_on_terms_that_both_took()
    {
        // 0 to 5: what either does next, on the terms that they have last seen.
        Gen.Select(Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 24].Sample(steps =>
        {
            var commitment = Asked.State;
            var seen = new Dictionary<PersonId, Terms> { [Ana.Person] = Terms, [Ben.Person] = Terms };
            foreach (var (isAna, act, day) in steps)
            {
                var who = isAna ? Ana : Ben;
                var other = Terms with { Due = Terms.Due.AddDays(day) };
                try
                {
                    CommitmentEvent[] decided = [.. act switch
                    {
                        0 => commitment.Agree(who, Hash(seen[who.Person]), Now),
                        1 => commitment.Counter(who, other, Hash(seen[who.Person]), Now),
                        2 => commitment.AskBack(who, "Why?", Now),
                        3 => commitment.Clarify(who, "So", Now),
                        4 => [],
                        _ => commitment.Agree(who, Hash(commitment.Terms!), Now),
                    }];
                    if (decided is [PromiseMade] && act is 0 or 5 && commitment.Author == who.Person)
                        return false;
                    commitment = decided.Aggregate(commitment, (state, @event) => state.Evolve(@event));
                }
                catch (RejectedException)
                {
                    // What was done on terms that are others by now changes nothing.
                }
                if (act == 4)
                    seen[who.Person] = commitment.Terms!;
            }
            return commitment.Status is CommitmentStatus.Requested or CommitmentStatus.Countered or CommitmentStatus.Clarifying or CommitmentStatus.Promised;
        }, iter: 200);
    }

    [Fact]
    public void Nobody_waits_for_an_answer_longer_than_whoever_asked_wished()
    {
        var draft = new CommitmentDraft("Send the pilot invoices", "All 12 pilots have one", DateOnly.FromDateTime(Now.AddDays(20).UtcDateTime), "Etc/UTC", Ben.Person, Ana.Person, Platform) { AnswerBy = DateOnly.FromDateTime(Now.AddDays(3).UtcDateTime) };
        Assert.Equal("malformed", Assert.Throws<RejectedException>(() => Commitment.Propose(Ana, draft with { AnswerBy = draft.Due.AddDays(1) }, Now)).Code);
        Assert.Equal("malformed", Assert.Throws<RejectedException>(() => Commitment.Propose(Ana, draft with { AnswerBy = DateOnly.FromDateTime(Now.AddDays(-1).UtcDateTime) }, Now)).Code);
        var asked = Commitment.Empty.Evolve(Assert.Single(Commitment.Propose(Ana, draft, Now)));
        Assert.Equal((false, true), (asked.HasFaded(Now.AddDays(3)), asked.HasFaded(Now.AddDays(4))));
        // Answered is what was answered by then; other terms ask the other one anew.
        Assert.True(asked.Evolve(new PromiseMade("", Now.AddDays(3))).IsAnswered);
        Assert.False(asked.Evolve(new PromiseMade("", Now.AddDays(5))).IsAnswered);
        Assert.False(asked.Evolve(new TermsCountered(asked.Terms!, Ben.Person, Now.AddDays(1))).HasFaded(Now.AddDays(4)));
    }
}
