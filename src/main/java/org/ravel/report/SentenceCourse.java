package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sentence of the validation split, and what was written for it during training.
 *
 * @param outputs in the order of the training
 */
record SentenceCourse(String source, String reference, List<Output> outputs) {
  /** As many as a person reads. */
  private static final int MOST = 12;

  /** What was written after so many epochs. */
  record Output(String epoch, String text) {}

  /** The sentences; of many validations some, at equal distances, the last one among them. */
  static List<SentenceCourse> of(List<Figures.LearningPoint> curve) {
    List<Figures.LearningPoint> all =
        curve.stream().filter(point -> !point.sentences().isEmpty()).toList();
    if (all.isEmpty()) {
      return List.of();
    }
    int stride = (all.size() + MOST - 1) / MOST;
    List<Figures.LearningPoint> shown =
        IntStream.range(0, all.size())
            .filter(i -> (all.size() - 1 - i) % stride == 0)
            .mapToObj(all::get)
            .toList();
    List<SentenceCourse> courses = new ArrayList<>();
    for (int i = 0; i < all.get(0).sentences().size(); i++) {
      int sentence = i;
      ReportContext.LearningPoint.Sentence first = all.get(0).sentences().get(i);
      courses.add(
          new SentenceCourse(
              first.source(),
              first.reference(),
              shown.stream()
                  .filter(point -> sentence < point.sentences().size())
                  .map(
                      point ->
                          new Output(
                              Numbers.decimal(point.epoch()),
                              point.sentences().get(sentence).output()))
                  .toList()));
    }
    return courses;
  }
}
