package org.ravel.evaluation.caption;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.ravel.sequence.Example;
import org.ravel.sequence.Values;

/**
 * The images of the training split that are the most alike to some other ones, by the cosine of the
 * means of their vectors.
 *
 * @param most how many of each
 * @param near by image, the most alike first
 */
record NearestImages(int most, List<List<Near>> near) implements Serializable {

  /**
   * An image of the training split.
   *
   * @param index its number there
   */
  record Near(long index, double cosine) implements Serializable {
    /** The most alike first, of equal ones the one with the lower number. */
    static final Comparator<Near> ORDER =
        Comparator.comparingDouble(Near::cosine).reversed().thenComparing(Near::index);

    /** Whether another one comes before this one in {@link #ORDER}. */
    boolean isAfter(long other, double otherCosine) {
      return otherCosine != cosine ? otherCosine > cosine : other < index;
    }
  }

  /** The mean of an image's vectors, of length 1. */
  static float[] vector(Example image) {
    Values.OfReals reals = (Values.OfReals) image.values().get(0);
    float[] mean = new float[reals.width()];
    for (int i = 0; i < reals.numbers().length; i++) {
      mean[i % mean.length] += reals.numbers()[i];
    }
    double squares = 0;
    for (float number : mean) {
      squares += (double) number * number;
    }
    float length = (float) Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= length;
    }
    return mean;
  }

  /** Looks at images of the training split. */
  static final class Search {
    private final int most;
    private final float[][] wanted;
    private final List<PriorityQueue<Near>> near = new ArrayList<>();

    /**
     * Without an image.
     *
     * @param wanted vectors of the images whose neighbours are looked for
     */
    Search(int most, float[][] wanted) {
      this.most = most;
      this.wanted = wanted;
      Arrays.stream(wanted).forEach(any -> near.add(new PriorityQueue<>(Near.ORDER.reversed())));
    }

    void add(Example image) {
      float[] vector = vector(image);
      for (int i = 0; i < wanted.length; i++) {
        PriorityQueue<Near> own = near.get(i);
        double cosine = product(wanted[i], vector);
        // Of nearly all pairs nothing is kept.
        if (own.size() < most) {
          own.add(new Near(image.index(), cosine));
        } else if (own.element().isAfter(image.index(), cosine)) {
          own.remove();
          own.add(new Near(image.index(), cosine));
        }
      }
    }

    private static double product(float[] a, float[] b) {
      float sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    NearestImages found() {
      return new NearestImages(
          most, near.stream().map(own -> own.stream().sorted(Near.ORDER).toList()).toList());
    }
  }

  /** The nearest of both. */
  NearestImages plus(NearestImages other) {
    List<List<Near>> both = new ArrayList<>();
    for (int i = 0; i < near.size(); i++) {
      List<Near> all = new ArrayList<>(near.get(i));
      all.addAll(other.near.get(i));
      all.sort(Near.ORDER);
      both.add(List.copyOf(all.subList(0, Math.min(most, all.size()))));
    }
    return new NearestImages(most, both);
  }
}
