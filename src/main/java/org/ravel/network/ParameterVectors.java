package org.ravel.network;

import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/** A network's parameters: those that are trained, and those that stay as they are. */
final class ParameterVectors implements AutoCloseable {
  private final List<ParameterShape> shapes;
  private final Set<String> frozenNames;
  private final Parameters trained;

  /** Null if there are none. */
  private final Parameters frozen;

  /**
   * All zero.
   *
   * @param shapes in the order of the network
   * @param rules say which of them stay as they are
   */
  ParameterVectors(List<ParameterShape> shapes, UpdateRules rules) {
    this.shapes = shapes;
    this.frozenNames = rules.frozen();
    this.trained = Parameters.zero(rules.trained(shapes), DataType.FLOAT);
    List<ParameterShape> others =
        shapes.stream().filter(shape -> frozenNames.contains(shape.name())).toList();
    this.frozen = others.isEmpty() ? null : Parameters.zero(others, DataType.FLOAT);
  }

  Parameters trained() {
    return trained;
  }

  /** All by name; the vector is that of the trained ones. */
  Parameters all() {
    return frozen == null ? trained : trained.with(frozen);
  }

  /** The numbers of those that stay as they are; none where all are trained. */
  float[] frozenNumbers() {
    return frozen == null ? new float[0] : numbers(frozen.flat());
  }

  /** Sets them. */
  void setFrozen(float[] numbers) {
    if (frozen != null) {
      frozen.flat().data().asNioFloat().put(numbers);
    }
  }

  /** All numbers, in the order of the network. */
  float[] numbers() {
    float[] ofTrained = numbers(trained.flat());
    if (frozen == null) {
      return ofTrained;
    }
    float[] ofFrozen = frozenNumbers();
    float[] all = new float[Math.addExact(ofTrained.length, ofFrozen.length)];
    exchange(all, ofTrained, ofFrozen, false);
    return all;
  }

  /** Sets all, from numbers in the order of the network. */
  void set(float[] all) {
    float[] ofTrained = frozen == null ? all : new float[(int) trained.flat().length()];
    if (frozen != null) {
      float[] ofFrozen = new float[(int) frozen.flat().length()];
      exchange(all, ofTrained, ofFrozen, true);
      setFrozen(ofFrozen);
    }
    trained.flat().data().asNioFloat().put(ofTrained);
  }

  /** Copies from the one array to the two, or back. */
  private void exchange(float[] all, float[] ofTrained, float[] ofFrozen, boolean fromAll) {
    int at = 0;
    int inTrained = 0;
    int inFrozen = 0;
    for (ParameterShape shape : shapes) {
      int count = Math.toIntExact(shape.numbers());
      boolean stays = frozenNames.contains(shape.name());
      float[] part = stays ? ofFrozen : ofTrained;
      int place = stays ? inFrozen : inTrained;
      if (fromAll) {
        System.arraycopy(all, at, part, place, count);
      } else {
        System.arraycopy(part, place, all, at, count);
      }
      at += count;
      inFrozen += stays ? count : 0;
      inTrained += stays ? 0 : count;
    }
  }

  private static float[] numbers(INDArray flat) {
    float[] numbers = new float[Math.toIntExact(flat.length())];
    flat.data().asNioFloat().get(numbers);
    return numbers;
  }

  @Override
  public void close() {
    trained.flat().close();
    if (frozen != null) {
      frozen.flat().close();
    }
  }
}
