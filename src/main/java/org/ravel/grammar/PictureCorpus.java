package org.ravel.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ravel.error.InputException;

/**
 * Features of made-up pictures and their captions. A picture has four places, each with a vector of
 * the features of its color and shape, and two different things at two of them; it has two
 * captions, which name them in either order. Whoever looks at the places one by one can write one
 * of the two always; the mean of all places does not say which color has which shape. The same seed
 * and number give the same text on any machine.
 */
public final class PictureCorpus {
  private static final List<String> COLORS = List.of("red", "green", "blue", "white");
  private static final List<String> SHAPES = List.of("circle", "square", "star", "cross");
  private static final int PLACES = 4;
  private static final double NOISE = 0.1;
  private static final int MOST = 10_000_000;

  private final long seed;
  private final int count;

  /**
   * Pictures.
   *
   * @param seed any number
   * @param count how many
   * @throws InputException if there are none, or too many
   */
  public PictureCorpus(long seed, int count) {
    if (count < 1 || count > MOST) {
      throw new InputException(
          "the number of pictures is %d but must lie between 1 and %,d".formatted(count, MOST));
    }
    this.seed = seed;
    this.count = count;
  }

  /** A picture on each line, as a JSON object: its name, its features and its captions. */
  public String text() {
    SplitMix64 random = new SplitMix64(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(picture("picture-" + i, random)).append('\n');
    }
    return text.toString();
  }

  private static String picture(String name, SplitMix64 random) {
    int things = COLORS.size() * SHAPES.size();
    int first = random.below(things);
    int second = (first + 1 + random.below(things - 1)) % things;
    int firstPlace = random.below(PLACES);
    int secondPlace = (firstPlace + 1 + random.below(PLACES - 1)) % PLACES;
    List<String> places = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      int thing = place == firstPlace ? first : place == secondPlace ? second : -1;
      places.add(features(thing, random));
    }
    return "{\"image\": \"%s\", \"features\": [%s], \"captions\": [\"%s and %s\", \"%4$s and %3$s\"]}"
        .formatted(name, String.join(", ", places), words(first), words(second));
  }

  private static String words(int thing) {
    return "a %s %s"
        .formatted(COLORS.get(thing / SHAPES.size()), SHAPES.get(thing % SHAPES.size()));
  }

  /** Near 1 where the thing has a feature, near 0 elsewhere. */
  private static String features(int thing, SplitMix64 random) {
    List<String> numbers = new ArrayList<>();
    for (int feature = 0; feature < COLORS.size() + SHAPES.size(); feature++) {
      boolean has =
          thing >= 0
              && (feature == thing / SHAPES.size()
                  || feature == COLORS.size() + thing % SHAPES.size());
      double noise = NOISE * (2 * random.nextDouble() - 1);
      numbers.add(String.format(Locale.ROOT, "%.3f", (has ? 1 : 0) + noise));
    }
    return "[" + String.join(", ", numbers) + "]";
  }
}
