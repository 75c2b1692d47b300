using System.Reflection;
using NetArchTest.Rules;
using OrleansRetro.Auditing;
using OrleansRetro.Changes;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Architecture;

public sealed class WhoMayKnowWhom
{
    static readonly Assembly Grains = typeof(IRetroGrain).Assembly, Silo = typeof(SiloHosting).Assembly, Web = Assembly.Load("OrleansRetro.Web");

    /// <summary>States and events: what a thing means, without where it runs.</summary>
    static readonly Type[] Domain =
    [
        typeof(Retro), typeof(Voting), typeof(Poll), typeof(Participant), typeof(Card), typeof(Comment), typeof(Group), typeof(Likeness), typeof(TextLikeness), typeof(RetroRoom),
        typeof(Commitment), typeof(Partnership), typeof(Change), typeof(Amends), typeof(Pm), typeof(Audit), typeof(Team), typeof(TeamLedger), typeof(PmLedger), typeof(KeepRates), typeof(WorkCalendar),
        .. Grains.GetTypes().Where(type => type.IsSubclassOf(typeof(RetroEvent)) || type.IsSubclassOf(typeof(CommitmentEvent)) || type.IsSubclassOf(typeof(PartnershipEvent)) || type.IsSubclassOf(typeof(ChangeEvent)) || type.IsSubclassOf(typeof(AmendsEvent)) || type.IsSubclassOf(typeof(PmEvent)) || type.IsSubclassOf(typeof(TeamEvent))),
    ];

    [Fact]
    public void Grains_know_neither_a_store_nor_a_page() =>
        Assert.DoesNotContain(References(Grains), name => name.StartsWith("OrleansRetro", StringComparison.Ordinal) || name.Contains("Sqlite", StringComparison.Ordinal)
            || name.Contains("Npgsql", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.Contains("EntityFramework", StringComparison.Ordinal));

    [Fact]
    public void Only_the_silo_knows_a_database()
    {
        Assert.Contains("Microsoft.Data.Sqlite", References(Silo));
        Assert.DoesNotContain(References(Web), name => (name.Contains("Sqlite", StringComparison.Ordinal) || name.Contains("Npgsql", StringComparison.Ordinal)) && !name.Contains(".EntityFrameworkCore", StringComparison.Ordinal));
        Assert.DoesNotContain("OrleansRetro.Web", References(Silo));
    }

    /// <summary>Identity brings its own store, which is the one place where another mapper than plain SQL is at home.</summary>
    [Fact]
    public void Accounts_alone_know_Identitys_store() =>
        Holds(Types.InAssembly(Web).That().DoNotResideInNamespace("OrleansRetro.Account").ShouldNot().HaveDependencyOnAny("Microsoft.EntityFrameworkCore", "OrleansRetro.Account.AccountsDb"));

    [Fact]
    public void Pages_know_the_contracts_and_the_way_into_the_silo_but_no_store() =>
        Holds(Types.InAssembly(Web).ShouldNot().HaveDependencyOnAny(
        [
            .. from store in new[] { typeof(IEventLog), typeof(StreamWrite), typeof(StoredEvent), typeof(StoredSnapshot) } select store.FullName!,
            .. from inside in Silo.GetTypes() where inside.Namespace is "OrleansRetro.EventLog" or "OrleansRetro.Keys" or "OrleansRetro.Sql" select inside.FullName!,
        ]));

    [Fact]
    public void The_domain_knows_no_runtime_no_clock_and_no_thread()
    {
        Assert.True(Domain.Length > 60);
        Holds(KnowNoRuntime(Domain));
        Assert.All(["Orleans", "System.TimeProvider", "System.Threading"], name => Assert.False(KnowNoRuntime([typeof(RetroGrain)], name).GetResult().IsSuccessful));
    }

    static ConditionList KnowNoRuntime(Type[] types, params string[] names) => Types.InAssembly(Grains).That().MeetCustomRule(new Among(types)).ShouldNot().HaveDependencyOnAny(
        names is [] ? ["Orleans", "Microsoft.Extensions", "System.TimeProvider", "System.Threading", "System.IO", "System.Random"] : names);

    [Fact]
    public void The_domain_is_told_the_time_and_never_asks() =>
        Assert.Empty(
            from type in Domain
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(TimeProvider))
            select $"{type.Name}.{method.Name}");

    [Fact]
    public void Grains_are_met_through_their_contracts_alone() =>
        Assert.DoesNotContain(Grains.GetTypes(), type => type.IsAssignableTo(typeof(Grain)) && !type.IsAbstract && type.IsVisible);

    [Fact]
    public void States_are_nobody_elses_business() =>
        Assert.DoesNotContain(Domain, type => type.IsVisible && !Events.Contains(type.BaseType));

    [Fact]
    public void Things_are_named_after_what_they_are()
    {
        string[] empty = ["Service", "Manager", "Helper", "Handler", "Repository", "Dto", "Model", "Util", "Utils"];
        Assert.Empty(
            from assembly in new[] { Grains, Silo, Web }
            from type in assembly.GetTypes()
            where type.Namespace?.StartsWith("OrleansRetro", StringComparison.Ordinal) is true && empty.Any(name => type.Name.EndsWith(name, StringComparison.Ordinal))
            select type.FullName);
    }

    static readonly Type?[] Events = [typeof(AuditEvent), typeof(RetroEvent), typeof(CommitmentEvent), typeof(PartnershipEvent), typeof(ChangeEvent), typeof(AmendsEvent), typeof(PmEvent), typeof(TeamEvent)];

    static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    static void Holds(ConditionList rule) => Assert.Empty(rule.GetResult().FailingTypeNames ?? []);

    sealed class Among(IEnumerable<Type> types) : ICustomRule
    {
        readonly HashSet<string> _names = [.. types.Select(type => type.FullName!)];

        public bool MeetsRule(Mono.Cecil.TypeDefinition type) => _names.Contains(type.FullName);
    }
}
