package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.ravel.config.StoredConfig;

/**
 * Models side by side.
 *
 * @param models in the order in which they were named
 * @param settings in which their trainings differ
 * @param facts network, course and data in which they differ
 * @param figures what was measured on them
 * @param note whether the figures can be compared
 */
public record ModelComparison(
    List<ComparedModel> models,
    List<Row> settings,
    List<Row> facts,
    List<Row> figures,
    String note) {

  /** A line of a table: a value for each model. */
  public record Row(String name, List<String> values) {
    boolean differs() {
      return values.stream().distinct().count() > 1;
    }
  }

  /** Sets models side by side. */
  public static ModelComparison of(List<ComparedModel> models) {
    return new ModelComparison(
        List.copyOf(models),
        settings(models),
        facts(models).stream().filter(Row::differs).toList(),
        figures(models),
        note(models));
  }

  /** A setting that a training does not list as changed is at its default there. */
  private static List<Row> settings(List<ComparedModel> models) {
    Map<String, String> standard = new TreeMap<>();
    models.stream()
        .flatMap(model -> model.training().changes().stream())
        .forEach(
            change ->
                standard.put(
                    change.key(),
                    change.standard() == null ? ProvenanceTable.NOT_RECORDED : change.standard()));
    List<Row> rows = new ArrayList<>();
    standard.forEach(
        (key, value) -> rows.add(row(key, models, model -> value(model.training(), key, value))));
    return rows.stream().filter(Row::differs).toList();
  }

  private static String value(TrainingProvenance training, String key, String standard) {
    return training.changes().stream()
        .filter(change -> change.key().equals(key))
        .map(StoredConfig.Change::value)
        .findFirst()
        .orElse(standard);
  }

  private static List<Row> facts(List<ComparedModel> models) {
    List<Map<String, String>> tables =
        models.stream().map(model -> ProvenanceTable.training(model.training())).toList();
    Set<String> names = new LinkedHashSet<>();
    tables.forEach(table -> names.addAll(table.keySet()));
    return names.stream()
        .map(
            name ->
                new Row(
                    name,
                    tables.stream()
                        .map(table -> table.getOrDefault(name, ProvenanceTable.NOT_RECORDED))
                        .toList()))
        .toList();
  }

  private static List<Row> figures(List<ComparedModel> models) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        row(
            "validation loss",
            models,
            model -> ProvenanceTable.training(model.training()).get("validation loss")));
    if (models.stream().allMatch(model -> model.evaluated() == null)) {
      return rows;
    }
    row(rows, models, "measured on", each -> "%s, %s".formatted(each.split(), each.targets()));
    models.stream()
        .map(ComparedModel::evaluated)
        .filter(Objects::nonNull)
        .flatMap(each -> each.figures().keySet().stream())
        .distinct()
        .forEach(
            name ->
                row(
                    rows,
                    models,
                    name,
                    each -> each.figures().getOrDefault(name, ProvenanceTable.NOT_RECORDED)));
    row(
        rows,
        models,
        "shards' digest",
        each -> Objects.requireNonNullElse(each.shardDigest(), ProvenanceTable.NOT_RECORDED));
    row(rows, models, "report", Evaluated::report);
    return rows;
  }

  private static void row(
      List<Row> rows, List<ComparedModel> models, String name, Function<Evaluated, String> figure) {
    rows.add(
        row(
            name,
            models,
            model ->
                model.evaluated() == null ? "not evaluated" : figure.apply(model.evaluated())));
  }

  private static String note(List<ComparedModel> models) {
    List<Evaluated> reports =
        models.stream().map(ComparedModel::evaluated).filter(Objects::nonNull).toList();
    if (reports.size() < 2) {
      return "Fewer than two of these have a report: run ravel evaluate on each, or name its report."
          + validations(models);
    }
    if (reports.stream().anyMatch(report -> report.shardDigest() == null)) {
      return "Not known to be comparable: a report of an older version does not say what it was measured on. Run ravel evaluate again.";
    }
    if (!reports.stream().allMatch(reports.get(0)::isComparableWith)) {
      return "Not comparable: the reports are on different data, or walked it with other settings. Evaluate each model on the same shards and split.";
    }
    if (reports.size() < models.size()) {
      return "Those that have a report are comparable: they were measured on the same shards and split, in the same way.";
    }
    String same = "Comparable: all were measured on the same shards and split, in the same way.";
    return reports.get(0).hasIntervals()
        ? same
            + " Each interval is that of one model by itself; as all have read the same text, a difference may be sure even where intervals overlap."
        : same;
  }

  private static String validations(List<ComparedModel> models) {
    boolean same =
        models.stream().map(model -> model.training().data().shardDigest()).distinct().count() == 1
            && models.get(0).training().data().shardDigest() != null;
    return same
        ? " The validation losses are of the same shards."
        : " The validation losses are not comparable: the trainings had different shards.";
  }

  private static Row row(
      String name, List<ComparedModel> models, Function<ComparedModel, String> value) {
    return new Row(name, models.stream().map(value).toList());
  }
}
