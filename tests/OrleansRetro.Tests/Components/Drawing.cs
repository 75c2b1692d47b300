using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using OrleansRetro.Live;

namespace OrleansRetro.Tests.Components;

/// <summary>Where components are drawn without a browser: real words, in English unless asked otherwise.</summary>
public abstract class Drawing : BunitContext
{
    readonly (CultureInfo Formats, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    protected Drawing()
    {
        Services.AddLogging().AddLocalization().AddSingleton(TimeProvider.System).AddKeyedSingleton("domain", TimeProvider.System).AddSingleton<DomainTime>().AddSingleton<AntiforgeryStateProvider, NoForms>();
        Speak("en");
    }

    protected static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    protected override void Dispose(bool disposing)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
        base.Dispose(disposing);
    }

    sealed class NoForms : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
