package org.ravel.evaluation.label;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Field;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

/**
 * A sequence with its labels and what a model says of them.
 *
 * @param tokens what is read
 * @param gold the true labels: one for each token, or one for all
 * @param answer of the model at each label
 * @param nats negative log-likelihood of each symbol, by label
 */
record PredictedRow(int[] tokens, int[] gold, int[] answer, double[][] nats)
    implements Categorical {

  /** Names of labels, of tokens such as {@code w7} and of files such as {@code f0}. */
  static WorstExamples.Names names(LabelNames labels) {
    return new WorstExamples.Names(
        labels,
        token -> "w" + token,
        character -> "abc".substring(character - 2, character - 1),
        file -> "f" + file);
  }

  void addTo(Tally<?> tally) {
    addTo(tally, 0);
  }

  /** With the sequence's number in the split. */
  void addTo(Tally<?> tally, long index) {
    Example example =
        new Example(index, List.of(new Values.OfIds(tokens), new Values.OfIds(gold)), Origin.of(0));
    Batch batch = new Batch(Field.of(tokens), Field.of(gold));
    tally.add(new TargetRow(0, example, 0, batch, 0), this);
  }

  @Override
  public int symbols() {
    return nats[0].length;
  }

  @Override
  public double nats(int row, int step, int symbol) {
    return nats[step][symbol];
  }

  @Override
  public int rank(int row, int step, int symbol) {
    throw new UnsupportedOperationException("nobody should ask for ranks among labels");
  }

  @Override
  public int best(int row, int step) {
    return answer[step];
  }

  @Override
  public void logits(int row, int step, float[] into) {
    throw new UnsupportedOperationException("nobody should ask for all labels at once");
  }

  /**
   * What rows come to that are cut into blocks, and whose blocks' sums travel and meet in some
   * order.
   */
  static <S extends Sums<S>> S shuffled(
      List<PredictedRow> rows, int rowsPerBlock, Supplier<Tally<S>> tallies, Random random) {
    List<S> sums = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += rowsPerBlock) {
      Tally<S> tally = tallies.get();
      for (int row = from; row < Math.min(from + rowsPerBlock, rows.size()); row++) {
        rows.get(row).addTo(tally, row);
      }
      sums.add(travelled(tally.sums()));
    }
    while (sums.size() > 1) {
      Collections.shuffle(sums, random);
      sums.set(0, sums.get(0).plus(sums.remove(sums.size() - 1)));
    }
    return sums.get(0);
  }

  @SuppressWarnings("unchecked")
  static <S> S travelled(S sums) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(sums);
      }
      return (S) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
