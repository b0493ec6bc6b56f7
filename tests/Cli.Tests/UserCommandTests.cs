namespace Assay.Cli.Tests;

public sealed class UserCommandTests
{
    [Fact]
    public async Task A_person_is_added_listed_shut_out_and_let_in_again()
    {
        using var shell = await new Shell().WithOwner();
        (await shell.Run("user", "add", "bob@example.org", "--generate")).Output.ShouldContain("bob <bob@example.org>");
        (await shell.Run("user", "disable", "bob@example.org")).Exit.ShouldBe(0);
        (await shell.Run("user", "list", "--json")).Json[1].GetProperty("disabled").GetBoolean().ShouldBeTrue();
        (await shell.Run("user", "enable", "bob@example.org")).Exit.ShouldBe(0);

        var listed = (await shell.Run("user", "list", "--json")).Json;

        listed.GetArrayLength().ShouldBe(2);
        listed[0].GetProperty("isAdmin").GetBoolean().ShouldBeTrue();
        listed[1].GetProperty("disabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_generated_password_is_shown_once_and_differs()
    {
        using var shell = await new Shell().WithOwner();

        var first = (await shell.Run("user", "password", "ada@example.org", "--generate", "--json")).Json.GetProperty("password").GetString();
        var second = (await shell.Run("user", "password", "ada@example.org", "--generate", "--json")).Json.GetProperty("password").GetString();

        first!.Length.ShouldBeGreaterThanOrEqualTo(16);
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task Without_a_terminal_a_password_must_come_from_somewhere()
    {
        using var shell = new Shell();

        var ran = await shell.Run("user", "add", "ada@example.org");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("--password-stdin");
    }

    [Theory]
    [InlineData("ada@example.org", "account")]
    [InlineData("nobody", "e-mail")]
    public async Task An_address_that_cannot_be_is_bad_input(string email, string says)
    {
        using var shell = await new Shell().WithOwner();

        var ran = await shell.Run("user", "add", email, "--generate");

        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(says);
    }

    [Fact]
    public async Task A_token_is_shown_once_and_is_gone_when_revoked()
    {
        using var shell = await new Shell().WithOwner();

        var made = (await shell.Run("token", "create", "nightly", "--scope", "read,export", "--json")).Json;
        made.GetProperty("token").GetString()!.ShouldStartWith("assay_");
        (await shell.Run("token", "list")).Output.ShouldContain("nightly");
        (await shell.Run("token", "revoke", made.GetProperty("details").GetProperty("id").GetRawText())).Exit.ShouldBe(0);

        (await shell.Run("token", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }
}
