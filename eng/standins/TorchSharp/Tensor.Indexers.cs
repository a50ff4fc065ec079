using System;
using System.Runtime.CompilerServices;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Square brackets.</summary>
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At(i1);
            set => PutAt(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => PutAt(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => PutAt(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => PutAt(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => PutAt(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At(i1, i2, i3, i4, i5, i6);
            set => PutAt(value, i1, i2, i3, i4, i5, i6);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => PutAt(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor index(params TensorIndex[] indices) => Wrap(Indexing.Get(Native, indices));

        public Tensor index(params Tensor[] indices) => index(Picks(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) =>
            Changed(() => Indexing.Put(Native, indices, value.Native, accumulate));

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Picks(indices), accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, Picks(indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) =>
            Changed(() => Indexing.Put(Native, indices, NativeTensor.Number(value), accumulate: false));

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Picks(indices));

        private static TensorIndex[] Picks(Tensor[] indices) => Array.ConvertAll(indices, static t => TensorIndex.Tensor(t));

        private static TensorIndex[] Singles(long[] indices) => Array.ConvertAll(indices, static i => TensorIndex.Single(i));

        private Tensor At(params long[] indices) => Wrap(Indexing.Get(Native, Singles(indices)));

        private void PutAt(Tensor value, params long[] indices) =>
            Changed(() => Indexing.Put(Native, Singles(indices), value.Native, accumulate: false));
    }
}
