using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Faults;

/// <summary>The load driver's crash runs against the built program, with nothing else going on.</summary>
[CollectionDefinition(nameof(CrashTests), DisableParallelization = true)]
[Collection(nameof(CrashTests))]
public sealed class CrashTests
{
    [Fact, Trait("Row", "Fault-R1"), Trait("Row", "Fault-R11")]
    public Task Twenty_kills_lose_nothing_that_was_acknowledged() =>
        LoadDriver.Passes("crash", "--rounds", "20", "--clients", "16", "--boards", "4");

    [Fact, Trait("Row", "Fault-R1"), Trait("Row", "Fault-R2"), Trait("Row", "Fault-R11"), Trait("Row", "Fault-R13"), Trait("Row", "Fault-R14"), Trait("Row", "Fault-R15")]
    public Task One_process_keeps_its_promises_through_kills_a_full_disk_and_a_disk_that_keeps_nothing() =>
        LoadDriver.Passes("nemesis", "--faults", "kill,full,fsync,image", "--seconds", "15");

    [Fact, Trait("Row", "Fault-R3"), Trait("Row", "Fault-R4"), Trait("Row", "Fault-R5"), Trait("Row", "Fault-R6"), Trait("Row", "Fault-R11"), Trait("Row", "Fault-R13")]
    public Task A_cluster_keeps_its_promises_while_silos_webs_and_the_database_die_and_commits_are_cut() =>
        LoadDriver.Passes("nemesis", "--faults", "silo,web,postgres,cut", "--seconds", "30");

    [Fact, Trait("Row", "Fault-R8")]
    public Task A_silo_that_stood_still_and_goes_on_with_retros_that_others_have_taken_over_harms_nothing() =>
        LoadDriver.Passes("nemesis", "--faults", "freeze", "--seconds", "12");

    [Fact, Trait("Row", "Fault-R8")]
    public Task Retros_that_are_awake_twice_write_one_log() =>
        LoadDriver.Passes("nemesis", "--faults", "double", "--seconds", "12");

    /// <summary>At two webs at once, in front of two silos.</summary>
    [Fact, Trait("Row", "Fault-R11"), Trait("Row", "Fault-R13"), Trait("Row", "Attack-A38")]
    public Task Fifty_people_with_three_votes_each_never_have_more() =>
        LoadDriver.Passes("nemesis", "--faults", "none", "--boards", "0", "--voters", "50", "--votes", "200", "--seconds", "0");
}
