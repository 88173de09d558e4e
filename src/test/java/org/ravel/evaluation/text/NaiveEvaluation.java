package org.ravel.evaluation.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ravel.evaluation.WrittenShards;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;
import org.ravel.shard.file.Sequence;

/** One sequence after the other, one target after the other, with a softmax of its own. */
final class NaiveEvaluation {
  double nats;
  final double[] natsByPosition = new double[WrittenShards.LENGTH];
  final List<List<Double>> lossesByPosition =
      Stream.generate(() -> (List<Double>) new ArrayList<Double>())
          .limit(WrittenShards.LENGTH)
          .toList();
  final long[] targetsByPosition = new long[WrittenShards.LENGTH];
  final double[] natsBySource = new double[3];
  final long[] targetsBySource = new long[3];
  long targets;
  long unknown;
  long top1;
  long top5;

  /** Follows blocks and lanes as they are documented. */
  void walk(Predictor model, List<Sequence> file, EvaluationSettings settings) {
    for (int first = 0; first < file.size(); first += settings.blockSequences()) {
      int rows = Math.min(settings.blockSequences(), file.size() - first);
      int lanes = Math.min(rows, settings.minibatchSize());
      int next = first;
      for (int lane = 0; lane < lanes; lane++) {
        HiddenState state = model.start();
        int length = rows / lanes + (lane < rows % lanes ? 1 : 0);
        for (int i = 0; i < length; i++) {
          if (!settings.carryState()) {
            state = model.start();
          }
          walk(model, file.get(next++), state);
        }
      }
    }
  }

  /** The spread of the losses around their mean, in two passes. */
  double standardErrorAt(int position) {
    List<Double> losses = lossesByPosition.get(position);
    double mean = losses.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = losses.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (losses.size() - 1) / losses.size());
  }

  private void walk(Predictor model, Sequence sequence, HiddenState state) {
    int[] inputs = Arrays.copyOf(sequence.tokens(), sequence.targets());
    Categorical prediction = model.predict(Field.of(inputs), state);
    float[] logits = new float[prediction.symbols()];
    int place = 0;
    for (int t = 0; t < sequence.targets(); t++) {
      int target = sequence.tokens()[t + 1];
      prediction.logits(0, t, logits);
      double sum = 0;
      int above = 0;
      for (int id = 0; id < logits.length; id++) {
        sum += Math.exp(logits[id]);
        above += logits[id] > logits[target] ? 1 : 0;
      }
      while (place + 1 < sequence.sources().length && sequence.sourceStarts()[place + 1] <= t) {
        place++;
      }
      double loss = Math.log(sum) - logits[target];
      nats += loss;
      natsByPosition[t] += loss;
      lossesByPosition.get(t).add(loss);
      targetsByPosition[t]++;
      natsBySource[sequence.sources()[place]] += loss;
      targetsBySource[sequence.sources()[place]]++;
      targets++;
      unknown += target == 0 ? 1 : 0;
      top1 += above == 0 ? 1 : 0;
      top5 += above < 5 ? 1 : 0;
    }
  }
}
