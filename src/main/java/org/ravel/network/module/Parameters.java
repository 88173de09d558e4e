package org.ravel.network.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Named arrays in one flat vector: a network's parameters, or their gradients. A change of either
 * side is seen on the other.
 */
public final class Parameters {
  private final List<ParameterShape> shapes;
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();

  /**
   * Views of a vector.
   *
   * @param shapes of the arrays, in the order in which the vector holds them
   * @param flat shape [1, numbers]
   */
  public Parameters(List<ParameterShape> shapes, INDArray flat) {
    this.shapes = List.copyOf(shapes);
    this.flat = flat;
    if (flat.length() != numbers(shapes)) {
      throw new IllegalArgumentException(
          "there are %,d parameters for arrays of %,d numbers"
              .formatted(flat.length(), numbers(shapes)));
    }
    INDArray row = flat.reshape(flat.length());
    long start = 0;
    for (ParameterShape shape : shapes) {
      long end = start + shape.numbers();
      INDArray view =
          row.get(NDArrayIndex.interval(start, end))
              .reshape(shape.order(), shape.rows(), shape.columns());
      if (views.put(shape.name(), view) != null) {
        throw new IllegalArgumentException("two parameters are called " + shape.name());
      }
      start = end;
    }
  }

  private Parameters(List<ParameterShape> shapes, INDArray flat, Map<String, INDArray> views) {
    this.shapes = shapes;
    this.flat = flat;
    this.views.putAll(views);
  }

  /** The same, which know others by name too; their numbers stay in their own vector. */
  public Parameters with(Parameters others) {
    Parameters both = new Parameters(shapes, flat, views);
    both.views.putAll(others.views);
    return both;
  }

  /** Those whose names begin with this, by what follows it; the vector is that of all. */
  public Parameters under(String prefix) {
    Map<String, INDArray> part = new LinkedHashMap<>();
    views.forEach(
        (name, view) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), view);
          }
        });
    return new Parameters(shapes, flat, part);
  }

  /** All zero. */
  public static Parameters zero(List<ParameterShape> shapes, DataType type) {
    return new Parameters(shapes, Nd4j.create(type, 1, numbers(shapes)));
  }

  /** How many numbers arrays of these shapes have together; at most 2^63 − 1. */
  public static long numbers(List<ParameterShape> shapes) {
    long sum = 0;
    for (ParameterShape shape : shapes) {
      sum += Math.min(shape.numbers(), Long.MAX_VALUE - sum);
    }
    return sum;
  }

  /** The shapes, in the order of the vector. */
  public List<ParameterShape> shapes() {
    return shapes;
  }

  /** The vector, shape [1, numbers]. */
  public INDArray flat() {
    return flat;
  }

  /** Whether there is an array of this name. */
  public boolean has(String name) {
    return views.containsKey(name);
  }

  /** An array of this name, a view. */
  public INDArray get(String name) {
    INDArray view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "there is no parameter %s among %s".formatted(name, views.keySet()));
    }
    return view;
  }
}
