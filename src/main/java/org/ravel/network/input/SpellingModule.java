package org.ravel.network.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.Field;

/**
 * Runs the layers over the characters of words. Words of similar length go side by side, some at a
 * time, each of these parts through modules of its own, which keep what the backward pass needs.
 * The room for steps is a power of two, so that native memory is made for few shapes.
 */
final class SpellingModule implements AutoCloseable {
  private static final int FEWEST_STEPS = 4;

  /** Words side by side: always as many, so that a word's numbers do not depend on its company. */
  private static final int ROWS = 16;

  private final int width;
  private final DataType type;
  private final Supplier<Network> open;

  /** By the steps that there is room for, as many as one batch has needed. */
  private final Map<Integer, List<Network>> networks = new TreeMap<>();

  private List<Part> parts = List.of();
  private int spellings;

  SpellingModule(int width, DataType type, Supplier<Network> open) {
    this.width = width;
    this.type = type;
    this.open = open;
  }

  /**
   * The modules that run over words of similar length.
   *
   * @param characters their embedding
   * @param layers the last of which pools
   */
  record Network(EmbeddingModule characters, List<Module> layers) {

    INDArray forward(Field spellings, Pass pass) {
      Activations activations = characters.forward(spellings, pass);
      for (Module layer : layers) {
        if (layer instanceof Stateful stateful) {
          stateful.start(Map.of());
        }
        activations = layer.forward(activations, pass);
      }
      return activations.values();
    }

    void backward(INDArray outputGradient) {
      INDArray gradient = outputGradient;
      for (int i = layers.size() - 1; i >= 0; i--) {
        gradient = layers.get(i).backward(gradient);
      }
      characters.backward(gradient);
    }

    void close() {
      characters.close();
      layers.forEach(Module::close);
    }
  }

  /**
   * Spellings of similar length.
   *
   * @param first number of the first of them
   * @param end number of the first behind them
   */
  private record Part(Network network, int first, int end) {

    int[] numbers() {
      return IntStream.range(0, end - first).toArray();
    }
  }

  /** Features that each spelling gives. */
  int width() {
    return width;
  }

  /** An array of the shape of the last output. What it holds means nothing. */
  INDArray room() {
    return StepRows.create(type, Math.max(1, spellings), width);
  }

  /**
   * Runs forward.
   *
   * @param given ids of characters, shorter spellings first
   * @return shape [spellings, width], 'c' order; a single row that means nothing where there is no
   *     spelling
   */
  INDArray forward(List<int[]> given, Pass pass) {
    spellings = given.size();
    INDArray output = room();
    parts = new ArrayList<>();
    int first = 0;
    int ofRoom = 0;
    int room = 0;
    while (first < spellings) {
      int steps = room(given.get(first).length);
      ofRoom = steps == room ? ofRoom + 1 : 0;
      room = steps;
      int end = first;
      while (end < Math.min(spellings, first + ROWS) && given.get(end).length <= steps) {
        end++;
      }
      // Nothing is kept in prediction: one network does for all parts.
      Part part = new Part(network(steps, pass.training() ? ofRoom : 0), first, end);
      INDArray pooled = part.network().forward(field(given.subList(first, end), steps), pass);
      Rows.gather(pooled.reshape('c', ROWS, width), part.numbers(), of(output, part));
      parts.add(part);
      first = end;
    }
    return output;
  }

  private static Field field(List<int[]> spellings, int steps) {
    int[] lengths = new int[ROWS];
    int[] ids = new int[steps * ROWS];
    Arrays.fill(ids, Field.PADDING);
    for (int row = 0; row < spellings.size(); row++) {
      int[] spelling = spellings.get(row);
      lengths[row] = spelling.length;
      for (int step = 0; step < spelling.length; step++) {
        ids[step * ROWS + row] = spelling[step];
      }
    }
    return new Field(steps, lengths, ids);
  }

  /**
   * Runs back over what {@link #forward} did last.
   *
   * @param outputGradient of the shape of the output
   */
  void backward(INDArray outputGradient) {
    for (Part part : parts) {
      int[] places = new int[ROWS];
      Arrays.fill(places, Rows.NONE);
      System.arraycopy(part.numbers(), 0, places, 0, part.end() - part.first());
      INDArray gradient = StepRows.create(type, ROWS, width);
      Rows.gather(of(outputGradient, part), places, gradient);
      part.network().backward(gradient.reshape('c', 1, ROWS, width));
    }
  }

  private static INDArray of(INDArray spellings, Part part) {
    return spellings.get(NDArrayIndex.interval(part.first(), part.end()), NDArrayIndex.all());
  }

  private Network network(int steps, int number) {
    List<Network> ofRoom = networks.computeIfAbsent(steps, any -> new ArrayList<>());
    while (ofRoom.size() <= number) {
      ofRoom.add(open.get());
    }
    return ofRoom.get(number);
  }

  private static int room(int steps) {
    int room = FEWEST_STEPS;
    while (room < steps) {
      room *= 2;
    }
    return room;
  }

  @Override
  public void close() {
    networks.values().forEach(ofRoom -> ofRoom.forEach(Network::close));
    networks.clear();
  }
}
