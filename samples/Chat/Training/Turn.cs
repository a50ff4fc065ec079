namespace Samples.Training;

/// <summary>A question and what is to be answered.</summary>
/// <param name="Question">The user's words.</param>
/// <param name="Thought">What the model is to think first.</param>
/// <param name="Answer">What it is to say.</param>
/// <param name="Clock">What the clock says before the answer, where the clock is to be asked; null where it is not.</param>
internal sealed record Turn(string Question, string Thought, string Answer, string? Clock = null);
