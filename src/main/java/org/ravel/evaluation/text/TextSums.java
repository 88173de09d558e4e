package org.ravel.evaluation.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;
import org.ravel.shard.Manifest.Source;

/**
 * A language model's losses and hits on any number of blocks. A block's sums are rounded as the
 * block fixes; from there on nothing is.
 */
public final class TextSums implements Sums<TextSums> {
  private RatioEstimate runs = RatioEstimate.EMPTY;

  /** The model's loss less each baseline's, on the same runs. */
  private final RatioEstimate[] differences;

  private final ExactSpread[] byPosition;
  private final TreeMap<Integer, ExactLoss> bySource = new TreeMap<>();
  private long top1;
  private long top5;
  private long unknown;
  private long characters;
  private long bytes;

  private TextSums(int positions, int baselines) {
    differences = new RatioEstimate[baselines];
    Arrays.fill(differences, RatioEstimate.EMPTY);
    byPosition = new ExactSpread[positions];
    Arrays.fill(byPosition, ExactSpread.ZERO);
  }

  static TextSums of(TextTally block, BaselineRuns baselines) {
    TextSums sums = new TextSums(block.byPosition.length, baselines.count());
    sums.add(block, baselines);
    return sums;
  }

  private void add(TextTally block, BaselineRuns baselines) {
    for (int i = 0; i < block.byRun.length; i++) {
      TextTally.RunningLoss run = block.byRun[i];
      runs = runs.plus(run.nats, run.targets);
      if (differences.length > 0) {
        double[] theirs = baselines.nats(block.runs[i]);
        for (int b = 0; b < differences.length; b++) {
          differences[b] = differences[b].plus(run.nats - theirs[b], run.targets);
        }
      }
    }
    for (int position = 0; position < byPosition.length; position++) {
      TextTally.RunningLoss loss = block.byPosition[position];
      byPosition[position] = byPosition[position].plus(loss.nats, loss.squaredNats, loss.targets);
    }
    block.bySource.forEach(
        (source, loss) ->
            bySource.merge(source, ExactLoss.ZERO.plus(loss.nats, loss.targets), ExactLoss::plus));
    top1 += block.top1;
    top5 += block.top5;
    unknown += block.unknown;
    characters += block.characters;
    bytes += block.bytes;
  }

  @Override
  public TextSums plus(TextSums other) {
    runs = runs.plus(other.runs);
    for (int b = 0; b < differences.length; b++) {
      differences[b] = differences[b].plus(other.differences[b]);
    }
    for (int position = 0; position < byPosition.length; position++) {
      byPosition[position] = byPosition[position].plus(other.byPosition[position]);
    }
    other.bySource.forEach((source, loss) -> bySource.merge(source, loss, ExactLoss::plus));
    top1 += other.top1;
    top5 += other.top5;
    unknown += other.unknown;
    characters += other.characters;
    bytes += other.bytes;
    return this;
  }

  long targets() {
    return runs.targets();
  }

  public Text measures(List<Source> sources, BaselineRuns baselines, Double sourceEntropy) {
    return new Text(
        targets(),
        characters,
        bytes,
        unknown,
        new Text.Score(runs.nats().value(), top1, top5),
        runs.standardError(),
        baselines.totals(differences),
        positions(),
        sources(sources),
        sourceEntropy);
  }

  /** Up to the last one that has a target: a split may be shorter than a sequence. */
  private List<Text.PositionLoss> positions() {
    return Arrays.stream(byPosition)
        .takeWhile(spread -> spread.loss().targets() > 0)
        .map(ExactSpread::rounded)
        .toList();
  }

  private List<Text.SourceLoss> sources(List<Source> sources) {
    List<Text.SourceLoss> losses = new ArrayList<>();
    bySource.forEach(
        (source, loss) ->
            losses.add(new Text.SourceLoss(sources.get(source).name(), loss.rounded())));
    return losses;
  }
}
