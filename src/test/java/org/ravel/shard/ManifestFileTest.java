package org.ravel.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Order;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;

class ManifestFileTest {
  private static final Schema SERIES =
      ShardSchemas.ofSeries(new Horizon(24, 6, 2, 1, 3, true, Horizon.Base.SEASONAL_CHANGE, 12));

  private static final Path FOLDER = new Path("/shards");

  private static Manifest manifest(int format) {
    return new Manifest(
        format,
        "language-model",
        ShardSchemas.LANGUAGE_MODEL,
        64,
        Map.of("vocabulary", new Manifest.VocabularyPart("vocabulary.jsonl", 3, "v")),
        "i",
        List.of(new Manifest.Source("a \"b\".txt", 7)),
        Map.of(
            Split.VALIDATION,
            new Manifest.SplitPart(
                5,
                4,
                1,
                1,
                9,
                11,
                List.of(
                    Manifest.ShardFile.whole(
                        "validation/part-00000.parquet", 0, 1, 4, 4, 99, "d")))),
        List.of(
            new Manifest.Generation(
                1,
                "i",
                1,
                0,
                0,
                null,
                Map.of(Split.VALIDATION, new Manifest.Amount(5, 4, 1, 1, 9, 11)))));
  }

  @Test
  void whatIsWrittenIsRead() {
    Manifest manifest = manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL));
    assertThat(ManifestFile.parse(FOLDER, ManifestFile.text(manifest))).isEqualTo(manifest);
  }

  @Test
  void aNewerFormatIsNamed() {
    assertThatThrownBy(() -> ManifestFile.parse(FOLDER, ManifestFile.text(manifest(99))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "/shards/manifest.json has format 99, but this version reads up to 11; use the version of Ravel that wrote it");
    // Whatever else the newer format says.
    assertThatThrownBy(() -> ManifestFile.parse(FOLDER, "{\"format\": 99, \"streams\": []}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 99, but this version reads up to 11");
  }

  @Test
  void filesOutsideTheFolderAreNotNamed() {
    String text = ManifestFile.text(manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL)));
    for (String path : List.of("../other/part-00000.parquet", "/etc/passwd", "hdfs://n/x")) {
      assertThatThrownBy(
              () -> ManifestFile.parse(FOLDER, text.replace("validation/part-00000.parquet", path)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("/shards/manifest.json names the file " + path);
      assertThatThrownBy(() -> ManifestFile.parse(FOLDER, text.replace("vocabulary.jsonl", path)))
          .hasMessageContaining("names the file " + path);
    }
  }

  @Test
  void formatOneIsAFirstGeneration() {
    String text =
        """
        {"format": 1, "task": "language-model", "columns": ["tokens"], "sequenceLength": 64,
          "vocabularySize": 3, "vocabularyDigest": "v", "inputDigest": "i",
          "sources": [{"name": "a \\"b\\".txt", "bytes": 7}],
          "splits": {"validation": {"tokens": 5, "targets": 4, "unknown": 1, "sequences": 1,
            "characters": 9, "bytes": 11, "files": [{"path": "validation/part-00000.parquet",
              "firstSequence": 0, "sequences": 1, "targets": 4, "bytes": 99, "sha256": "d"}]}}}
        """;
    assertThat(ManifestFile.parse(FOLDER, text))
        .isEqualTo(manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL)));
  }

  @Test
  void formatTwoIsRead() {
    String text =
        """
        {"format": 2, "task": "language-model", "columns": ["sequence", "tokens"],
          "sequenceLength": 3, "vocabularySize": 9, "vocabularyFile": "version-00002/vocabulary.jsonl",
          "vocabularyDigest": "v", "inputDigest": "i",
          "sources": [{"name": "a", "bytes": 7}],
          "splits": {"train": {"tokens": 8, "targets": 7, "unknown": 1, "sequences": 3,
            "characters": 9, "bytes": 11, "files": [
              {"path": "train/part-00000.parquet", "firstRow": 0, "firstSequence": 0,
                "sequences": 2, "targets": 6, "bytes": 99, "sha256": "d", "leading": true},
              {"path": "train/part-00001.parquet", "firstRow": 0, "firstSequence": 2,
                "sequences": 1, "targets": 1, "bytes": 98, "sha256": "e", "leading": true}]}},
          "generations": [{"number": 1, "inputDigest": "i", "sources": 1, "drift": null,
            "splits": {"train": {"tokens": 8, "targets": 7, "unknown": 1, "sequences": 3,
              "characters": 9, "bytes": 11}}}]}
        """;
    Manifest manifest = ManifestFile.parse(FOLDER, text);
    assertThat(manifest.schema()).isEqualTo(ShardSchemas.LANGUAGE_MODEL);
    assertThat(manifest.vocabularies())
        .isEqualTo(
            Map.of(
                "vocabulary",
                new Manifest.VocabularyPart("version-00002/vocabulary.jsonl", 9, "v")));
    assertThat(manifest.splits().get(Split.TRAIN).files())
        .extracting(Manifest.ShardFile::longest)
        .containsExactly(3, 1);
    assertThat(ManifestFile.parse(FOLDER, ManifestFile.text(manifest))).isEqualTo(manifest);
  }

  @Test
  void columnsOfAllTypesAreReadAsTheyWereWritten() {
    Schema schema =
        new Schema(
            Order.INDEPENDENT,
            Alignment.SAME_STEP,
            List.of(
                new Column.Reals("signal", new Scaling(List.of(0.1, 2.0), List.of(1e-9, 3.0))),
                new Column.Ids("labels", "labels")));
    Manifest plain = manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL));
    Manifest manifest =
        new Manifest(
            ManifestFile.format(schema),
            "labelling",
            schema,
            64,
            Map.of("labels", new Manifest.VocabularyPart("labels.jsonl", 3, "v")),
            "i",
            plain.sources(),
            plain.splits(),
            plain.generations());
    String text = ManifestFile.text(manifest);
    assertThat(text)
        .contains("\"order\" : \"independent\"")
        .contains("\"targets\" : \"same-step\"")
        .contains("\"type\" : \"reals\"")
        .contains("\"format\" : 4")
        .contains("\"deviations\" : [", "1.0E-9,");
    assertThat(manifest.scaling().orElseThrow().width()).isEqualTo(2);
    assertThat(manifest.vocabularyDigest()).isNull();
    assertThat(ManifestFile.parse(FOLDER, text)).isEqualTo(manifest);
    assertThatThrownBy(() -> ManifestFile.parse(FOLDER, text.replace("\"same-step\"", "\"later\"")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("later is no Alignment");
  }

  @Test
  void setsOfLabelsHaveAFormatThatOlderVersionsRefuse() {
    for (Schema schema :
        List.of(
            ShardSchemas.of(Task.MULTI_LABEL, false),
            ShardSchemas.of(Task.MULTI_LABEL, true),
            ShardSchemas.of(Task.MULTI_LABEL, new Scaling(List.of(0.0), List.of(1.0))))) {
      Manifest plain = manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL));
      Manifest manifest =
          new Manifest(
              ManifestFile.format(schema),
              "multi-label",
              schema,
              64,
              plain.vocabularies(),
              "i",
              plain.sources(),
              plain.splits(),
              plain.generations());
      String text = ManifestFile.text(manifest);
      assertThat(text).contains("\"format\" : 6").contains("\"targets\" : \"set\"");
      assertThat(ManifestFile.parse(FOLDER, text)).isEqualTo(manifest);
    }
  }

  @Test
  void seriesAreKeptWithTheirHorizon() {
    Manifest series = series();
    String text = ManifestFile.text(series);
    assertThat(text)
        .contains("\"targets\" : \"horizon\"")
        .contains("\"base\" : \"seasonal-change\"");
    assertThat(ManifestFile.parse(FOLDER, text)).isEqualTo(series);
  }

  private static Manifest series() {
    Manifest plain = manifest(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL));
    return new Manifest(
        ManifestFile.format(SERIES),
        "forecasting",
        SERIES,
        plain.sequenceLength(),
        plain.vocabularies(),
        plain.inputDigest(),
        plain.sources(),
        plain.splits(),
        plain.generations());
  }

  @Test
  void seriesOfAnOlderManifestAreReadByTheirValues() {
    String text = ManifestFile.text(series());
    String older =
        text.replace("\"format\" : 9", "\"format\" : 8")
            .replaceAll(",\\s*\"changesOnly\" : false", "");
    assertThat(older).doesNotContain("changesOnly").isNotEqualTo(text);
    assertThat(ManifestFile.parse(FOLDER, older).schema()).isEqualTo(SERIES);
  }

  @Test
  void aFormatIsAsOldAsItsSchemaAllows() {
    assertThat(ManifestFile.format(ShardSchemas.LANGUAGE_MODEL)).isEqualTo(3);
    assertThat(ManifestFile.format(ShardSchemas.of(Task.CLASSIFICATION, true))).isEqualTo(3);
    Scaling scaling = Scaling.none(2);
    assertThat(ManifestFile.format(ShardSchemas.of(Task.CLASSIFICATION, scaling))).isEqualTo(4);
    assertThat(ManifestFile.format(ShardSchemas.ofTrees(false, 2))).isEqualTo(5);
    assertThat(ManifestFile.format(ShardSchemas.of(Task.MULTI_LABEL, scaling))).isEqualTo(6);
    assertThat(ManifestFile.format(ShardSchemas.of(Task.CAPTIONING, scaling))).isEqualTo(7);
    assertThat(ManifestFile.format(SERIES)).isEqualTo(9);
    assertThat(ManifestFile.format(ShardSchemas.ofStrings(false, 3, 2))).isEqualTo(10);
    assertThat(ManifestFile.format(ShardSchemas.ofValues(scaling, false, scaling))).isEqualTo(11);
    assertThat(ManifestFile.format(ShardSchemas.ofValues(null, true, scaling))).isEqualTo(11);
  }

  @Test
  void somethingElseIsNoManifest() {
    for (String text : List.of("", "{", "[]", "{}", "{\"format\": 1, \"splits\": {\"dev\": {}}}")) {
      assertThatThrownBy(() -> ManifestFile.parse(FOLDER, text))
          .as("%s", text)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("/shards/manifest.json is no manifest of a shard set");
    }
  }
}
