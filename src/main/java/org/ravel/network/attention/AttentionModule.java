package org.ravel.network.attention;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Activation;
import org.ravel.kernel.BatchProduct;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Affine;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs {@link AttentionLayer}, all steps of all rows at once. What it looks at is set before each
 * way forward.
 */
public final class AttentionModule implements LookingModule {
  private final AttentionLayer layer;
  private final AttentionScore score;

  /** Of the score; null where it has none, or others share them. */
  private final AttentionKeys keys;

  private final Affine values;
  private final Affine gradients;
  private Activations memory;
  private int[] rows;
  private int[] ends;
  private INDArray memoryGradient;

  /** What ways back add the memory's gradient to; null where each has its own. */
  private INDArray collected;

  /** Weights of the memory's steps, shape [rows, steps, memory steps]. */
  private INDArray weights;

  /** The same on the heap. */
  private double[] shares;

  private INDArray joined;
  private INDArray output;

  AttentionModule(
      AttentionLayer layer,
      AttentionScore score,
      AttentionKeys keys,
      Affine values,
      Affine gradients) {
    this.layer = layer;
    this.score = score;
    this.keys = keys;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public void attend(EncodedSource looked) {
    Widths.requireInputs("attention to a memory", layer.memory(), looked.activations());
    memory = looked.activations();
    rows = looked.rows();
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("attention", layer.inputs(), given);
    INDArray steps = given.values();
    ends = given.lengths();
    if (rows.length != given.rows()) {
      throw new IllegalStateException(
          "the memory is of %d rows but the batch has %d".formatted(rows.length, given.rows()));
    }
    weights = StepRows.create(steps.dataType(), given.rows(), given.steps(), memory.steps());
    score.forward(steps, memory.values(), rows, weights);
    normalise();
    INDArray context =
        StepRows.create(steps.dataType(), steps.size(0), steps.size(1), layer.memory());
    BatchProduct.write(weights, StepRows.byRow(memory.values()), rows, StepRows.byRow(context));
    joined = StepRows.create(steps.dataType(), steps.size(0), steps.size(1), layer.joined());
    Rows.putColumns(StepRows.of(context), StepRows.of(joined), 0);
    Rows.putColumns(StepRows.of(steps), StepRows.of(joined), layer.memory());
    output = StepRows.create(steps.dataType(), steps.size(0), steps.size(1), layer.width());
    values.apply(StepRows.of(joined), StepRows.of(output));
    Activation.TANH.apply(output);
    StepRows.clearAfterEnds(output, given.lengths());
    return new Activations(output, given.lengths());
  }

  /** Scores become weights: of the memory's steps that a row has, and 0 of the others. */
  private void normalise() {
    double[] numbers = Doubles.read(weights);
    int looked = memory.steps();
    for (int start = 0; start < numbers.length; start += looked) {
      int length = memory.lengths()[rows[start / looked / Math.toIntExact(weights.size(1))]];
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = start; i < start + length; i++) {
        greatest = Math.max(greatest, numbers[i]);
      }
      double sum = 0;
      for (int i = start; i < start + length; i++) {
        numbers[i] = Math.exp(numbers[i] - greatest);
        sum += numbers[i];
      }
      for (int i = start; i < start + looked; i++) {
        numbers[i] = i < start + length ? numbers[i] / sum : 0;
      }
    }
    Doubles.write(numbers, weights);
    shares = numbers;
  }

  @Override
  public AttentionWeights attention() {
    return new AttentionWeights(
        shares,
        Math.toIntExact(weights.size(1)),
        memory.steps(),
        Arrays.stream(rows).map(row -> memory.lengths()[row]).toArray());
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    Activation.TANH.applyDerivative(output, outputGradient);
    INDArray sumGradients = StepRows.of(outputGradient);
    gradients.add(StepRows.of(joined), sumGradients);
    INDArray ofJoined = StepRows.like(joined);
    values.applyBackward(sumGradients, StepRows.of(ofJoined));
    INDArray looked = memory.values();
    INDArray ofContext =
        StepRows.create(looked.dataType(), joined.size(0), joined.size(1), layer.memory());
    INDArray ofSteps =
        StepRows.create(looked.dataType(), joined.size(0), joined.size(1), layer.inputs());
    Rows.getColumns(StepRows.of(ofJoined), 0, StepRows.of(ofContext));
    Rows.getColumns(StepRows.of(ofJoined), layer.memory(), StepRows.of(ofSteps));
    memoryGradient = collected == null ? StepRows.like(looked).assign(0) : collected;
    BatchProduct.add(
        weights.permute(0, 2, 1), StepRows.byRow(ofContext), StepRows.byRow(memoryGradient));
    INDArray ofScores = StepRows.like(weights);
    BatchProduct.write(
        StepRows.byRow(ofContext), StepRows.byRow(looked).permute(0, 2, 1), ofScores);
    throughNormalisation(ofScores);
    score.backward(ofScores, ofSteps, memoryGradient);
    if (keys != null) {
      keys.backward(memoryGradient);
    }
    return ofSteps;
  }

  /** Adds the penalty's gradient 2 λ (Σ α − 1) / places to that of each weight α. */
  private void addPenalty(double[] ofWeights) {
    int places = 0;
    for (int row = 0; row < ends.length; row++) {
      places += ends[row] == 0 ? 0 : memory.lengths()[rows[row]];
    }
    int looked = memory.steps();
    for (int row = 0; row < ends.length; row++) {
      int start = row * Math.toIntExact(weights.size(1)) * looked;
      int end = start + ends[row] * looked;
      for (int place = 0; place < memory.lengths()[rows[row]]; place++) {
        double sum = -1;
        for (int i = start + place; i < end; i += looked) {
          sum += shares[i];
        }
        for (int i = start + place; i < end; i += looked) {
          ofWeights[i] += 2 * layer.penalty() * sum / places;
        }
      }
    }
  }

  /** From the gradients g of the weights to those of the scores: α ⊙ (g − Σ α g). */
  private void throughNormalisation(INDArray ofWeights) {
    double[] numbers = Doubles.read(ofWeights);
    if (layer.penalty() > 0) {
      addPenalty(numbers);
    }
    int looked = memory.steps();
    for (int start = 0; start < numbers.length; start += looked) {
      double mean = Doubles.dot(shares, start, numbers, start, looked);
      for (int i = start; i < start + looked; i++) {
        numbers[i] = shares[i] * (numbers[i] - mean);
      }
    }
    Doubles.write(numbers, ofWeights);
  }

  /**
   * Adds the memory's gradients to an array from now on: those of several modules that look at one
   * memory, each at a step of its own.
   */
  public void collect(INDArray ofMemory) {
    collected = ofMemory;
  }

  @Override
  public INDArray memoryGradient() {
    return memoryGradient;
  }
}
