using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Descriptor sets by what they bind: the same ranges are bound by every token, so a set is made once.</summary>
internal sealed unsafe class DescriptorSets(VulkanDevice device) : IDisposable
{
    private const int SetsPerPool = 256;
    private const int BuffersPerSet = 8;

    private readonly Dictionary<Key, DescriptorSet> _sets = [];
    private readonly List<DescriptorPool> _pools = [];
    private int _setsLeft;
    private int _buffersLeft;

    public int Count => _sets.Count;

    public DescriptorSet Get(KernelLayout layout, ReadOnlySpan<BufferRange> ranges)
    {
        Key key = new(layout, ranges.ToArray());
        if (!_sets.TryGetValue(key, out DescriptorSet set))
        {
            set = Create(layout, ranges);
            _sets.Add(key, set);
        }

        return set;
    }

    public void Dispose()
    {
        foreach (DescriptorPool pool in _pools)
        {
            device.Api.DestroyDescriptorPool(device.Handle, pool, null);
        }

        _pools.Clear();
        _sets.Clear();
    }

    private DescriptorSet Create(KernelLayout layout, ReadOnlySpan<BufferRange> ranges)
    {
        if (_setsLeft == 0 || _buffersLeft < layout.Buffers)
        {
            AddPool();
        }

        DescriptorSetLayout setLayout = layout.Set;
        DescriptorSetAllocateInfo info = new(descriptorPool: _pools[^1], descriptorSetCount: 1, pSetLayouts: &setLayout);
        DescriptorSet set;
        device.Check(device.Api.AllocateDescriptorSets(device.Handle, &info, &set), "allocating a descriptor set");
        _setsLeft--;
        _buffersLeft -= layout.Buffers;

        DescriptorBufferInfo* buffers = stackalloc DescriptorBufferInfo[ranges.Length];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[ranges.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            buffers[i] = new DescriptorBufferInfo(ranges[i].Buffer.Handle, (ulong)ranges[i].Offset, (ulong)ranges[i].Bytes);
            writes[i] = new WriteDescriptorSet(
                dstSet: set, dstBinding: (uint)i, descriptorCount: 1, descriptorType: DescriptorType.StorageBuffer, pBufferInfo: buffers + i);
        }

        device.Api.UpdateDescriptorSets(device.Handle, (uint)ranges.Length, writes, 0, (CopyDescriptorSet*)null);
        return set;
    }

    private void AddPool()
    {
        _setsLeft = SetsPerPool;
        _buffersLeft = SetsPerPool * BuffersPerSet;
        DescriptorPoolSize size = new(DescriptorType.StorageBuffer, (uint)_buffersLeft);
        DescriptorPoolCreateInfo info = new(maxSets: SetsPerPool, poolSizeCount: 1, pPoolSizes: &size);
        DescriptorPool pool;
        device.Check(device.Api.CreateDescriptorPool(device.Handle, &info, null, &pool), "creating a descriptor pool");
        _pools.Add(pool);
    }

    private readonly struct Key(KernelLayout layout, BufferRange[] ranges) : IEquatable<Key>
    {
        private readonly KernelLayout _layout = layout;
        private readonly BufferRange[] _ranges = ranges;

        public bool Equals(Key other)
        {
            bool equal = ReferenceEquals(_layout, other._layout) && _ranges.Length == other._ranges.Length;
            for (int i = 0; equal && i < _ranges.Length; i++)
            {
                equal = Same(_ranges[i], other._ranges[i]);
            }

            return equal;
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (BufferRange range in _ranges)
            {
                hash.Add(range.Buffer.Handle.Handle);
                hash.Add(range.Offset);
                hash.Add(range.Bytes);
            }

            return hash.ToHashCode();
        }

        private static bool Same(BufferRange a, BufferRange b) => ReferenceEquals(a.Buffer, b.Buffer) && a.Offset == b.Offset && a.Bytes == b.Bytes;
    }
}
