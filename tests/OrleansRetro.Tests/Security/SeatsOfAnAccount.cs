using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Security;

/// <summary>What an account sits in is there for whoever is signed in to it, whatever their browser remembers; what a guest sits in, for their browser.</summary>
public abstract class SeatsOfAnAccount(SharedInstallation shared)
{
    /// <summary>A guest of a program's in the same retro, who looks on.</summary>
    static Task<TestSeat> LooksOn(ApiClient api, string retro, string code) => new TestRetro(api, retro, code, "", null!).Join("Lena");

    static string Mail() => $"{Guid.NewGuid():N}@example.org";

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_session_that_was_ended_from_elsewhere_takes_the_account_s_boards_from_that_browser()
    {
        var address = (await shared.Program).Address;
        using var library = new PageVisitor(address);
        using var home = new PageVisitor(address);
        var mail = Mail();
        var retro = await library.StartRetro();
        await library.SignUp("Ana", mail, $"?keep={retro}");
        (await library.Get($"/retros/{retro}")).Is(200);

        await home.SignIn(mail);
        (await home.Post("/account/sessions/end-others", "/account")).Is(302);

        var sent = $"/sign-in?problem=seat-of-account&back=%2Fretros%2F{retro}";
        Assert.Equal(sent, library.Leads(await library.Get($"/retros/{retro}")));
        Assert.Equal($"{sent}%2Fsummary", library.Leads(await library.Get($"/retros/{retro}/summary")));
        Assert.Contains("Your seat there belongs to your account.", (await library.Get(sent)).Is(200).Text, StringComparison.Ordinal);
        (await library.Get($"/api/v1/retros/{retro}/export.md")).Is(404);
        Assert.Equal($"{sent}%2Fpromises", library.Leads(await library.Get($"/retros/{retro}/promises")));
        (await home.Get($"/retros/{retro}")).Is(200);
        Assert.Equal($"/retros/{retro}", await library.SignIn(mail, $"?back=%2Fretros%2F{retro}"));
        (await library.Get($"/retros/{retro}")).Is(200);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task Whoever_signs_in_next_in_the_same_browser_has_seats_and_cards_of_their_own()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        using var api = new ApiClient(browser.Address);
        var retro = await browser.StartRetro();
        var anas = browser.SeatIn(api, retro);
        var card = Guid.NewGuid();
        (await anas.PutCard(card, "Only Ana wrote this")).Is(200);
        var code = (await anas.Board()).GetProperty("joinCode").GetString()!;
        var lena = await LooksOn(api, retro, code);
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        await browser.SignOut();

        await browser.SignUp("Eve", Mail());

        (await browser.Get($"/retros/{retro}")).Is(404);
        (await browser.Get($"/retros/{retro}/summary")).Is(404);
        (await browser.Post($"/retros/{retro}/keep", "/account")).Is(302);
        (await browser.Get($"/retros/{retro}")).Is(404);
        Assert.Equal($"/retros/{retro}", browser.Leads(await browser.Post($"/join/{code}", $"/join/{code}", ("_handler", "join"), ("Name", "Eve"))));
        (await browser.Get($"/retros/{retro}")).Is(200);
        Assert.DoesNotContain("Only Ana wrote this", (await browser.Get($"/api/v1/retros/{retro}")).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await lena.Board()).GetProperty("participants").GetArrayLength());
        // What Ana's browser remembers is no way around her session.
        (await anas.GetBoard()).Is(404);
        (await anas.PutCard(Guid.NewGuid(), "Not Ana")).Is(404);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_guest_sits_beside_in_a_browser_that_an_account_has_left()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        using var api = new ApiClient(browser.Address);
        var retro = await browser.StartRetro();
        var anas = browser.SeatIn(api, retro);
        var code = (await anas.Board()).GetProperty("joinCode").GetString()!;
        var lena = await LooksOn(api, retro, code);
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        await browser.SignOut();

        var page = (await browser.Get($"/join/{code}")).Is(200).Text;
        Assert.Contains("You sat here with an account?", page, StringComparison.Ordinal);
        Assert.Equal($"/retros/{retro}", browser.Leads(await browser.Post($"/join/{code}", $"/join/{code}", ("_handler", "join"), ("Name", "Gast"))));

        (await browser.Get($"/retros/{retro}")).Is(200);
        Assert.Equal("Gast", (await lena.Board()).GetProperty("participants").EnumerateArray().Last().GetProperty("name").GetString());
    }

    /// <summary>Two guests in one browser who got accounts, one after the other, leave room for a third.</summary>
    [Fact, Trait("Row", "Attack-A23")]
    public async Task Guests_sit_down_beside_each_other_whatever_became_of_those_before()
    {
        var program = await shared.Program;
        using var browser = new PageVisitor(program.Address);
        using var api = new ApiClient(browser.Address);
        var retro = await browser.StartRetro();
        var code = (await browser.SeatIn(api, retro).Board()).GetProperty("joinCode").GetString()!;
        var lena = await LooksOn(api, retro, code);
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        await browser.SignOut();
        await Join("Ben");
        await browser.SignUp("Ben", Mail(), $"?keep={retro}");
        (await browser.Post("/account/leave", "/account/delete")).Is(302);
        await Join("Cleo");

        Assert.Equal(4, (await lena.Board()).GetProperty("participants").GetArrayLength());

        async Task Join(string name)
        {
            Assert.Equal($"/retros/{retro}", browser.Leads(await browser.Post($"/join/{code}", $"/join/{code}", ("_handler", "join"), ("Name", name))));
            (await browser.Get($"/retros/{retro}")).Is(200);
        }
    }

    /// <summary>And so is the next one that an account starts.</summary>
    [Fact, Trait("Row", "R01")]
    public async Task With_a_board_its_sequels_are_kept_and_the_room_reads_the_account_s_name()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        using var api = new ApiClient(browser.Address);
        var first = await browser.StartRetro();
        await browser.SeatIn(api, first).Enter("close");
        var second = browser.Leads(await browser.Post($"/retros/{first}/next", $"/retros/{first}/summary"))["/retros/".Length..];
        await browser.SeatIn(api, second).Enter("close");
        await browser.SignUp("Sia", Mail(), $"?keep={first}");
        var third = browser.Leads(await browser.Post($"/retros/{second}/next", $"/retros/{second}/summary"))["/retros/".Length..];

        foreach (var retro in new[] { first, second, third })
        {
            var summary = (await browser.Get($"/retros/{retro}/summary")).Is(200).Text;
            Assert.Contains("Kept with an account", summary, StringComparison.Ordinal);
            Assert.Contains($"/retros/{retro}", (await browser.Get("/retros")).Is(200).Text, StringComparison.Ordinal);
            Assert.Contains("Sia", (await browser.Get($"/api/v1/retros/{retro}")).Is(200).Text, StringComparison.Ordinal);
        }
    }

    /// <summary>By the name that whoever starts a board has there, and that nobody may choose.</summary>
    [Fact, Trait("Row", "R08")]
    public async Task Whoever_started_a_board_goes_along_to_the_next_that_somebody_else_has_started()
    {
        using var creator = new PageVisitor((await shared.Program).Address);
        using var helper = new PageVisitor(creator.Address);
        using var api = new ApiClient(creator.Address);
        var retro = await creator.StartRetro();
        var seat = creator.SeatIn(api, retro);
        var code = (await seat.Board()).GetProperty("joinCode").GetString()!;
        await helper.Join(new(api, retro, code, "", seat), "Hal");
        await seat.Enter("close");
        var next = helper.Leads(await helper.Post($"/retros/{retro}/next", $"/retros/{retro}/summary"));

        Assert.Equal(next, creator.Leads(await creator.Post($"/retros/{retro}/next", $"/retros/{retro}/summary")));
        (await creator.Get(next)).Is(200);
    }

    [Fact, Trait("Row", "Attack-A73")]
    public async Task Whoever_was_deleted_is_asked_for_by_no_page()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        var retro = await browser.StartRetro();
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        (await browser.Post("/account/leave", "/account/delete")).Is(302);

        (await browser.Get($"/retros/{retro}")).Is(404);
        (await browser.Get($"/retros/{retro}/summary")).Is(404);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_page_that_a_guest_lost_while_they_signed_in_and_out_is_taken_up_by_nobody()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        var retro = await browser.StartRetro();
        string? id;
        await using (var guests = await Circuit.Open(browser, $"/retros/{retro}"))
            id = guests.Id;
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        await browser.SignOut();

        await using var later = await Circuit.Connect(browser);
        Assert.Equal(false, await later.Ask("ConnectCircuit", id));
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task What_an_account_has_started_while_it_was_signed_in_is_its_own()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        await browser.SignUp("Ana", Mail());
        var retro = browser.Leads(await browser.Post("/start", "/account"));
        (await browser.Get(retro)).Is(200);

        await browser.SignOut();

        (await browser.Get(retro)).Is(404);
    }

    /// <summary>Two people say that they were the same guest: whoever says so first is.</summary>
    [Fact, Trait("Row", "Attack-A23")]
    public async Task One_guest_becomes_one_account()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        var retro = await browser.StartRetro();
        var (ana, eve) = (Mail(), Mail());
        await browser.SignUp("Ana", ana);
        Assert.Equal($"/retros/{retro}/summary", browser.Leads(await browser.Post($"/retros/{retro}/keep", $"/retros/{retro}/summary")));
        await browser.SignOut();

        await browser.SignUp("Eve", eve, $"?keep={retro}");
        Assert.Contains("problem=not-yours", browser.Leads(await browser.Post($"/retros/{retro}/keep", "/account")), StringComparison.Ordinal);
        (await browser.Get($"/retros/{retro}")).Is(404);
        await browser.SignOut();
        await browser.SignIn(ana);
        (await browser.Get($"/retros/{retro}")).Is(200);
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_page_that_a_guest_left_open_ends_with_the_session_of_whom_they_became()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        var retro = await browser.StartRetro();
        string? id;
        await using (var guests = await Circuit.Open(browser, $"/retros/{retro}"))
        {
            id = guests.Id;
            await browser.SignUp("Ana", Mail(), $"?keep={retro}");
            await guests.Ended();
        }
        await using var back = await Circuit.Connect(browser);
        Assert.Equal(true, await back.Ask("ConnectCircuit", id));

        await browser.SignOut();

        await back.Ended();
        await using var later = await Circuit.Connect(browser);
        Assert.Equal(false, await later.Ask("ConnectCircuit", id));
    }

    [Fact, Trait("Row", "Attack-A23")]
    public async Task A_stream_that_was_opened_with_a_session_ends_with_it()
    {
        using var browser = new PageVisitor((await shared.Program).Address);
        using var api = new ApiClient(browser.Address);
        var retro = await browser.StartRetro();
        await browser.SignUp("Ana", Mail(), $"?keep={retro}");
        await using var stream = await api.Watch(retro, null, cookies: browser.Cookies);
        await stream.Next("snapshot");

        await browser.SignOut();

        while (await stream.Next() is not null)
        {
            // What was on its way; the end is waited for no longer than a test may take.
        }
        (await api.Get($"/api/v1/retros/{retro}", null, ("Cookie", browser.Cookies))).Is(404);
    }
}

public sealed class SeatsOfAnAccountInFiles(SharedProgram shared) : SeatsOfAnAccount(shared);

public sealed class SeatsOfAnAccountInADatabase(Postgres postgres) : SeatsOfAnAccount(postgres.Shared);
