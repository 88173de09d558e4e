package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Network;

/**
 * Parameters as PyTorch has them: a matrix [outputs, inputs] by rows is ours, [inputs, outputs], by
 * columns; a GRU's gates are r, u, n, where ours are u, r, n; and each gate has two biases, which
 * are added.
 */
final class PyTorchParameters {
  private static final int[] GRU_BLOCKS = {1, 0, 2};

  private PyTorchParameters() {}

  /** PyTorch's blocks, one for each gate, in our order, or ours in PyTorch's. */
  static float[] reordered(Cell cell, float[] blocks) {
    if (cell != Cell.GRU_RESET_AFTER) {
      return blocks;
    }
    float[] ordered = new float[blocks.length];
    int size = blocks.length / GRU_BLOCKS.length;
    for (int gate = 0; gate < GRU_BLOCKS.length; gate++) {
      System.arraycopy(blocks, GRU_BLOCKS[gate] * size, ordered, gate * size, size);
    }
    return ordered;
  }

  /**
   * A network's parameters, array by array as {@code parameters()} of PyTorch's embedding,
   * recurrent layers and softmax gives them; the second bias of each gate is zero.
   */
  static List<float[]> of(Network network, Cell cell, int layers, int hidden) {
    Iterator<float[]> own = arrays(network).iterator();
    List<float[]> theirs = new ArrayList<>();
    theirs.add(own.next());
    for (int layer = 0; layer < layers; layer++) {
      theirs.add(reordered(cell, own.next()));
      theirs.add(reordered(cell, own.next()));
      float[] bias = own.next();
      int gates = cell.gates() * hidden;
      theirs.add(reordered(cell, Arrays.copyOf(bias, gates)));
      // What a GRU has beyond one bias for each gate is the recurrent one of its last gate.
      float[] second = new float[gates];
      int more = bias.length - gates;
      System.arraycopy(bias, gates, second, gates - more, more);
      theirs.add(second);
    }
    own.forEachRemaining(theirs::add);
    return theirs;
  }

  /** The arrays of the flat vector. */
  private static List<float[]> arrays(Network network) {
    float[] flat = network.parameters().dup().data().asFloat();
    List<float[]> arrays = new ArrayList<>();
    int start = 0;
    for (List<Long> shape : network.snapshot().shapes().values()) {
      int end = Math.toIntExact(start + shape.stream().reduce(1L, Math::multiplyExact));
      arrays.add(Arrays.copyOfRange(flat, start, end));
      start = end;
    }
    return arrays;
  }
}
