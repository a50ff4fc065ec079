using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Ways back and copies, which all backends' sessions have in common, against a session whose one state is a number.</summary>
public sealed partial class ModelSessionHistoryTests
{
    private static readonly TowerInfo OneHead = new("text", Width: 4, LayerCount: 2, [new ExitInfo("logits", 10)]);

    [Fact]
    public void A_snapshot_has_the_states_that_cannot_be_cut_back()
    {
        Counter session = new(recurrent: true);
        session.Forward([1, 2, 3], [], OutputRows.None);
        using SessionSnapshot here = session.Snapshot();
        session.Forward([1, 2], [], OutputRows.None);

        Assert.True(session.CanSnapshot);
        Assert.False(session.CanCrop);
        Assert.Equal((3, 8L, true), (here.Length, here.Bytes, here.IsValid));
        session.Restore(here);
        Assert.Equal((3, 3), (session.Length, session.State));
        Assert.Throws<InvalidOperationException>(() => session.Crop(1));
        session.Restore(here); // as often as one likes
        Assert.Equal(3, session.State);
    }

    [Fact]
    public void A_session_of_attention_alone_saves_nothing_and_can_be_cut()
    {
        Counter session = new(recurrent: false);
        session.Forward([1, 2, 3], [], OutputRows.None);
        using SessionSnapshot here = session.Snapshot();
        session.Forward([1], [], OutputRows.None);

        Assert.Equal(0, here.Bytes);
        Assert.True(session.CanCrop);
        session.Restore(here);
        Assert.Equal(3, session.Length);
        session.Crop(3);
        Assert.True(here.IsValid);
        session.Crop(2);
        Assert.Equal(2, session.Length);
        Assert.False(here.IsValid);
        session.Crop(0);
        Assert.Equal(0, session.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Crop(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Crop(-1));
    }

    [Fact]
    public void Snapshots_of_what_was_forgotten_are_refused()
    {
        Counter session = new(recurrent: true);
        Counter other = new(recurrent: true);
        session.Forward([1], [], OutputRows.None);
        SessionSnapshot first = session.Snapshot();
        session.Forward([1], [], OutputRows.None);
        SessionSnapshot second = session.Snapshot();
        session.Restore(first);

        Assert.Equal((true, false), (first.IsValid, second.IsValid));
        Assert.Throws<ArgumentException>("snapshot", () => session.Restore(second));
        Assert.Throws<ArgumentException>("snapshot", () => other.Restore(first));
        Assert.Throws<ArgumentNullException>(() => session.Restore(null!));
        first.Dispose();
        Assert.Throws<ArgumentException>("snapshot", () => session.Restore(first));
        Assert.Equal(2, session.Freed + second.Length - 1); // the first's states are freed, once
        SessionSnapshot third = session.Snapshot();
        session.Reset();
        Assert.Throws<ArgumentException>("snapshot", () => session.Restore(third));
    }

    [Fact]
    public void A_snapshot_leads_back_from_a_pass_that_failed()
    {
        Counter session = new(recurrent: true);
        session.Forward([1], [], OutputRows.None);
        using SessionSnapshot here = session.Snapshot();
        session.Fails = true;
        Assert.Throws<TimeoutException>(() => session.Forward([1], [], OutputRows.None));
        session.Fails = false;

        Assert.Throws<InvalidOperationException>(() => session.Snapshot());
        Assert.Throws<InvalidOperationException>(() => session.Fork());
        Assert.Throws<InvalidOperationException>(() => session.Forward([1], [], OutputRows.None));
        session.Restore(here);
        session.Forward([1], [], OutputRows.None);
        Assert.Equal((2, 2), (session.Length, session.State));
    }

    [Fact]
    public void A_crop_leads_back_from_a_pass_that_failed()
    {
        Counter session = new(recurrent: false);
        session.Forward([1, 2], [], OutputRows.None);
        session.Fails = true;
        Assert.Throws<TimeoutException>(() => session.Forward([1], [], OutputRows.None));
        session.Fails = false;

        session.Crop(1);
        session.Forward([1], [], OutputRows.None);
        Assert.Equal(2, session.Length);
    }

    [Fact]
    public void A_fork_goes_on_alone()
    {
        Counter session = new(recurrent: true, batch: 2);
        session.Reset([0, 1]);
        session.Forward([1, 2, 3, 4], [], OutputRows.None);
        Counter fork = (Counter)session.Fork();
        fork.Forward([1, 2], [], OutputRows.None);

        Assert.Equal((2, 3), (session.Length, fork.Length));
        Assert.Equal((2, 3), (session.State, fork.State));
        Assert.Equal([2, 1], fork.LastPositions); // the padding is the fork's too
        session.Reset([0, 1], PositionCounting.FromFirstColumn);
        Counter counted = (Counter)session.Fork();
        counted.Forward([1, 2], [], OutputRows.None);
        Assert.Equal([0], counted.LastPositions); // and so is how positions are counted
        Assert.Throws<ArgumentException>("snapshot", () => fork.Restore(session.Snapshot()));
    }

    [Fact]
    public void Frequencies_that_have_changed_go_with_the_snapshot_and_the_fork()
    {
        RotaryEmbedding rope = RotaryEmbedding.Dynamic(4, 10000f, factor: 2f, maxPositions: 4);
        Counter session = new(recurrent: false, rotary: rope.CreateState(), copied: () => rope.CreateState());
        session.Forward([1, 2], [], OutputRows.None);
        float[] first = session.Frequencies;
        using SessionSnapshot here = session.Snapshot();
        session.Forward(new int[4], [], OutputRows.None);
        float[] stretched = session.Frequencies;

        Assert.NotEqual(first, stretched);
        Assert.False(session.CanCrop);
        Counter fork = (Counter)session.Fork();
        Assert.Equal(stretched, fork.Frequencies);
        Assert.False(fork.CanCrop);
        session.Restore(here);
        Assert.Equal(first, session.Frequencies);
        Assert.True(session.CanCrop);
        session.Forward(new int[4], [], OutputRows.None);
        session.Reset();
        Assert.Equal(first, session.Frequencies);
    }

    [Fact]
    public void A_lost_device_is_named_before_anything_is_done()
    {
        Counter session = new(recurrent: true) { Lost = true };

        Assert.Equal("a forward pass", Assert.Throws<TimeoutException>(() => session.Forward([1], [], OutputRows.None)).Message);
        Assert.Equal("a reset", Assert.Throws<TimeoutException>(() => session.Reset()).Message);
        Assert.Equal("a copy of a session", Assert.Throws<TimeoutException>(() => session.Snapshot()).Message);
        Assert.Equal("a copy of a session", Assert.Throws<TimeoutException>(() => session.Fork()).Message);
        session.Lost = false;
        using SessionSnapshot here = session.Snapshot(); // nothing was begun
        session.Lost = true;
        Assert.Equal("a return to a snapshot", Assert.Throws<TimeoutException>(() => session.Restore(here)).Message);
    }

    [Fact]
    public void A_session_that_is_disposed_says_so()
    {
        Counter session = new(recurrent: false);
        SessionSnapshot here = session.Snapshot();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Crop(0));
        Assert.Throws<ObjectDisposedException>(() => session.Snapshot());
        Assert.Throws<ObjectDisposedException>(() => session.Fork());
        Assert.Throws<ObjectDisposedException>(() => session.Restore(here));
    }

    /// <summary>Each of several snapshots is forgotten with its columns, those made before others too.</summary>
    [Fact]
    public void All_snapshots_behind_a_cut_are_forgotten()
    {
        Counter session = new(recurrent: false);
        SessionSnapshot[] made = new SessionSnapshot[4];
        for (int i = 0; i < made.Length; i++)
        {
            session.Forward([1], [], OutputRows.None);
            made[i] = session.Snapshot();
        }

        session.Crop(2);

        Assert.Equal([true, true, false, false], made.Select(static snapshot => snapshot.IsValid));
    }

    [Fact]
    public void Frequencies_of_a_long_text_are_those_of_its_snapshot()
    {
        RotaryEmbedding rope = RotaryEmbedding.Dynamic(4, 10000f, factor: 2f, maxPositions: 4);
        Counter session = new(recurrent: false, rotary: rope.CreateState());
        session.Forward(new int[6], [], OutputRows.None);
        float[] stretched = session.Frequencies;
        using SessionSnapshot here = session.Snapshot();
        session.Forward(new int[6], [], OutputRows.None);
        Assert.NotEqual(stretched, session.Frequencies);

        session.Restore(here);

        Assert.NotEqual(rope.InverseFrequencies, session.Frequencies);
        Assert.Equal(stretched, session.Frequencies);
        Assert.False(session.CanCrop);
    }

    [Fact]
    public void A_session_that_says_nothing_of_counts_takes_none() =>
        Assert.Throws<NotSupportedException>(static () => new Counter(recurrent: false, batch: 2).Forward(new ModelInput(new int[4]) { Counts = [2, 1] }, []));
}
