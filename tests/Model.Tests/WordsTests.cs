namespace Assay.Model.Tests;

public sealed class WordsTests
{
    [Fact]
    public void Every_status_comes_back_from_its_word()
    {
        Enum.GetValues<LabelingStatus>().Select(status => TaskStatusNames.Parse(status.ToText())).ShouldBe(Enum.GetValues<LabelingStatus>());
        LabelingStatus.InProgress.ToText().ShouldBe("in_progress");
        Should.Throw<FormatException>(() => TaskStatusNames.Parse("InProgress")).Message.ShouldContain("\"InProgress\"");
    }

    [Fact]
    public void Every_role_comes_back_from_its_word_and_may_what_lesser_ones_may()
    {
        Enum.GetValues<ProjectRole>().Select(role => ProjectRoleNames.Parse(role.ToText())).ShouldBe(Enum.GetValues<ProjectRole>());
        ProjectRoleNames.All.ShouldBe(["annotator", "reviewer", "manager", "owner"]);
        (ProjectRole.Manager >= ProjectRole.Reviewer).ShouldBeTrue();
        Should.Throw<FormatException>(() => ProjectRoleNames.Parse("boss"));
    }
}
