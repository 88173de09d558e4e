package org.ravel.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.ravel.config.Split;
import org.ravel.error.InputException;

class ManifestFileTest {
  private static final Path FOLDER = new Path("/shards");

  private static Manifest manifest(int format) {
    return new Manifest(
        format,
        ManifestFile.LANGUAGE_MODEL,
        SequenceSchema.columns(),
        64,
        3,
        "vocabulary.jsonl",
        "v",
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
                    Manifest.ShardFile.whole("validation/part-00000.parquet", 0, 1, 4, 99, "d")))),
        List.of(
            new Manifest.Generation(
                1,
                "i",
                1,
                null,
                Map.of(Split.VALIDATION, new Manifest.Amount(5, 4, 1, 1, 9, 11)))));
  }

  @Test
  void whatIsWrittenIsRead() {
    Manifest manifest = manifest(ManifestFile.FORMAT);
    assertThat(ManifestFile.parse(FOLDER, ManifestFile.text(manifest))).isEqualTo(manifest);
  }

  @Test
  void aNewerFormatIsNamed() {
    assertThatThrownBy(() -> ManifestFile.parse(FOLDER, ManifestFile.text(manifest(7))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "/shards/manifest.json has format 7, but this version reads up to 2; use the version of Ravel that wrote it");
    // Whatever else the newer format says.
    assertThatThrownBy(() -> ManifestFile.parse(FOLDER, "{\"format\": 3, \"streams\": []}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 3, but this version reads up to 2");
  }

  @Test
  void filesOutsideTheFolderAreNotNamed() {
    String text = ManifestFile.text(manifest(ManifestFile.FORMAT));
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
    Manifest now = manifest(ManifestFile.FORMAT);
    Manifest before = ManifestFile.parse(FOLDER, text);
    assertThat(before.splits()).isEqualTo(now.splits());
    assertThat(before.generations()).isEqualTo(now.generations());
    assertThat(before.vocabularyFile()).isEqualTo("vocabulary.jsonl");
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
