using Bunit;
using Microsoft.JSInterop;
using OrleansRetro.Hosting;
using OrleansRetro.Shared;

namespace OrleansRetro.Tests.Components;

/// <summary>What becomes of a question to a page's script.</summary>
public sealed class PageScriptsTests : Drawing
{
    [Fact]
    public async Task A_script_answers()
    {
        JSInterop.SetupModule("./js/store.js").Setup<string>("local.get", "theme").SetResult("dark");
        Assert.Equal("dark", await Scripts.Ask<string>("store", "local.get", "theme"));
    }

    [Fact]
    public async Task A_page_that_has_gone_answers_with_nothing()
    {
        JSInterop.SetupModule("./js/store.js").Setup<string>("local.get", "theme").SetException(new JSDisconnectedException("gone"));
        Assert.Null(await Scripts.Ask<string>("store", "local.get", "theme"));
    }

    [Fact]
    public async Task What_a_script_gets_wrong_is_heard()
    {
        JSInterop.SetupModule("./js/store.js").Setup<string>("local.get", "theme").SetException(new JSException("no such thing"));
        await Assert.ThrowsAsync<JSException>(() => Scripts.Ask<string>("store", "local.get", "theme"));
    }

    PageScripts Scripts => new(JSInterop.JSRuntime, new Modules(files: null));
}
