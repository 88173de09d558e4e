package org.ravel.report;

import java.util.List;

/**
 * One of several models that are compared.
 *
 * @param name how the user named it
 * @param training how it was trained
 * @param curve of its training; empty if it is not known
 * @param evaluated what was measured on it; null if no report on it was found
 */
public record ComparedModel(
    String name,
    TrainingProvenance training,
    List<ReportContext.LearningPoint> curve,
    Evaluated evaluated) {

  public ComparedModel {
    curve = List.copyOf(curve);
  }
}
