namespace Jobvite.Sandbox;

/// <summary>One task: of which process, and which of its tasks.</summary>
internal readonly record struct OnboardingTask(int Process, int Ordinal)
{
    public string Type(SandboxWorld world) => Ordinal < 2 ? Vocabulary.TaskTypes[Ordinal] : Dice(world).Pick(Vocabulary.TaskTypes, Trait.TaskType);

    public string Status(SandboxWorld world) => world.NewHires.TaskStatus(Process, Ordinal);

    public DateTimeOffset Due(SandboxWorld world) => world.NewHires.HireDate(Process).AddDays(Dice(world).Below(30, Trait.Due) - 5);

    public Dice Dice(SandboxWorld world) => world.NewHires.Dice(Process).Next(Ordinal);
}
