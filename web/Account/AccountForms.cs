using OrleansRetro.Hosting;

namespace OrleansRetro.Account;

/// <summary>The plain forms of pages about accounts.</summary>
public static class AccountForms
{
    public static void MapAccountForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapForms();
        forms.MapPost("/sign-out", async (HttpContext http) =>
        {
            await AccountCookie.SignOut(http);
            return Results.LocalRedirect("/");
        });
    }
}
