package org.ravel.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.ravel.evaluation.measure.Captioned.Looked;
import org.ravel.image.Picture;
import org.ravel.image.Shade;

/**
 * What the page of captions shows beside what all pages do.
 *
 * @param rows the model and the baselines
 * @param looks whether it is shown where the model looked
 */
record CaptionSection(
    List<CaptionFigures.Row> rows, List<ShownImage> random, List<ShownImage> worst, boolean looks) {
  private static final float QUALITY = 0.8f;

  /** Sides of a drawing without a picture. */
  private static final int BLANK = 100;

  /**
   * An image.
   *
   * @param picture a drawing; empty where there is none
   * @param words where the model looked at each; none where that is not known
   */
  record ShownImage(
      String cider,
      String output,
      List<String> references,
      String name,
      String picture,
      List<ShownWord> words) {

    /** Whether there is a picture; the template's name for it. */
    boolean hasPicture() {
      return !picture.isEmpty();
    }

    /** Whether it is known where the model looked; the template's name for it. */
    boolean hasWords() {
      return !words.isEmpty();
    }
  }

  /** A token that was written, and a drawing of where the model looked for it. */
  record ShownWord(String token, String drawing) {}

  static CaptionSection of(CaptionFigures figures, ShownPictures pictures) {
    List<ShownImage> random = images(figures.random(), "random", pictures);
    List<ShownImage> worst = images(figures.worst(), "worst", pictures);
    return new CaptionSection(
        figures.rows(), random, worst, random.stream().anyMatch(ShownImage::hasWords));
  }

  private static List<ShownImage> images(
      List<CaptionFigures.Image> images, String list, ShownPictures pictures) {
    List<ShownImage> shown = new ArrayList<>();
    for (CaptionFigures.Image image : images) {
      Picture picture = pictures.byName().get(image.image());
      // Within the page: an image may be in both lists.
      String id = "%s-%d".formatted(list, image.index());
      shown.add(
          new ShownImage(
              image.shownCider(),
              image.output(),
              image.references(),
              image.shownName(),
              picture == null ? "" : drawing(picture, id),
              image.looked() == null ? List.of() : words(image.looked(), picture, id, pictures)));
    }
    return shown;
  }

  /** The picture, which the drawings of the words use too. */
  private static String drawing(Picture picture, String id) {
    return svg(
        picture.width(),
        picture.height(),
        "<image id=\"%s\" width=\"%d\" height=\"%d\" href=\"%s\"/>"
            .formatted(
                id, picture.width(), picture.height(), address("jpeg", picture.jpeg(QUALITY))));
  }

  private static List<ShownWord> words(
      Looked looked, Picture picture, String id, ShownPictures pictures) {
    int width = picture == null ? BLANK : picture.width();
    int height = picture == null ? BLANK : picture.height();
    String below =
        picture == null
            ? "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
            : "<use href=\"#%s\"/>".formatted(id);
    List<ShownWord> words = new ArrayList<>();
    for (int i = 0; i < looked.output().size(); i++) {
      List<Double> weights = looked.weights().get(i);
      List<Integer> grid = pictures.grid(weights.size());
      String shade = address("png", Shade.png(grid.get(1), grid.get(0), weights));
      words.add(
          new ShownWord(
              looked.output().get(i),
              svg(
                  width,
                  height,
                  below
                      + "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>"
                          .formatted(width, height, shade))));
    }
    return words;
  }

  private static String svg(int width, int height, String content) {
    return "<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\">%s</svg>"
        .formatted(width, height, content);
  }

  private static String address(String kind, byte[] file) {
    return "data:image/%s;base64,%s".formatted(kind, Base64.getEncoder().encodeToString(file));
  }
}
