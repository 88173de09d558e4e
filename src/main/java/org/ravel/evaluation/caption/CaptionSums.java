package org.ravel.evaluation.caption;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Captioned.Caption;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.translation.Bleu;

/**
 * What is written of images beside the references, on any number of blocks.
 *
 * @param cider sum of the images' scores
 */
public record CaptionSums(
    long images, Bleu bleu, ExactSum cider, List<Caption> worst, List<Caption> random)
    implements Sums<CaptionSums> {
  /** As many as a person looks at. */
  private static final int KEPT = 20;

  private static final Comparator<Caption> WORST =
      Comparator.comparingDouble(Caption::cider).thenComparing(Caption::index);

  /** Follows from an image's number alone. */
  private static final Comparator<Caption> RANDOM =
      Comparator.<Caption>comparingLong(one -> new SplittableRandom(one.index()).nextLong())
          .thenComparing(Caption::index);

  /** Of one image. */
  static CaptionSums of(Bleu bleu, Caption caption) {
    return new CaptionSums(
        1, bleu, ExactSum.ZERO.plus(caption.cider()), List.of(caption), List.of(caption));
  }

  @Override
  public CaptionSums plus(CaptionSums other) {
    return new CaptionSums(
        images + other.images,
        bleu.plus(other.bleu),
        cider.plus(other.cider),
        first(worst, other.worst, WORST),
        first(random, other.random, RANDOM));
  }

  private static List<Caption> first(List<Caption> a, List<Caption> b, Comparator<Caption> order) {
    List<Caption> both = new ArrayList<>(a);
    both.addAll(b);
    both.sort(order);
    return List.copyOf(both.subList(0, Math.min(KEPT, both.size())));
  }

  /** What they come to. */
  public Captioned.Scores scores() {
    return new Captioned.Scores(
        IntStream.rangeClosed(1, Bleu.ORDERS).mapToObj(bleu::unsmoothed).toList(),
        cider.value() / images);
  }
}
