package org.ravel.report;

import java.util.List;

/**
 * One variant of a question.
 *
 * @param variant its name; null where there is one only
 * @param commands that were run, in their order
 * @param sweep what the trainings came to
 * @param sections of the page about the best network
 */
public record LabPart(
    String variant, List<String> commands, SweepReport sweep, List<String> sections) {
  public LabPart {
    commands = List.copyOf(commands);
    sections = List.copyOf(sections);
  }
}
