using System.Globalization;
using System.Security.Claims;
using Assay.Pipeline.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Assay.Server.Auth;

/// <summary>The cookie of a person who is signed in: who, and the security stamp of that moment.</summary>
public static class SignInCookie
{
    public const string Name = "assay";

    /// <summary>In the demo, that somebody does not want to be signed in by themselves.</summary>
    public const string SignedOut = "assay-signed-out";

    public const string Id = "id";
    public const string Stamp = "stamp";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("assay");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyStore>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = Name;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
        });
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TimeProvider>((cookie, clock) => cookie.TimeProvider = clock);
    }

    public static Task Give(HttpContext context, Account account)
    {
        context.Response.Cookies.Delete(SignedOut);
        var identity = new ClaimsIdentity(
            [new Claim(Id, account.Id.ToString(CultureInfo.InvariantCulture)), new Claim(Stamp, account.SecurityStamp)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static Task Take(HttpContext context) => context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
}
