package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.file.ShardReader;
import org.ravel.testing.HdfsFixture;
import org.ravel.testing.SparkFixture;

/** What may be wrong with the input, and inputs of all kinds. */
class PreparationInputIT {
  private static final String TEXT = "To be, or not to be, that is the question:\n".repeat(50);

  @TempDir Path folder;

  private PreparedCorpus prepared(Path input) {
    return new PreparedCorpus(input, folder.resolve("shards"));
  }

  private Path file(String name, byte[] content) throws IOException {
    Path path = folder.resolve("in").resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, content);
  }

  private Path text(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void requireRefused(PreparedCorpus prepared, Class<?> type, String... parts)
      throws IOException {
    assertThatThrownBy(() -> prepared.run(SparkFixture.session()))
        .isInstanceOf(type)
        .hasMessageContainingAll(parts);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).isSubsetOf("in");
    }
  }

  @Test
  void missingPathIsNamed() throws IOException {
    requireRefused(
        prepared(folder.resolve("nowhere")), InputException.class, "nowhere", "there is nothing");
    requireRefused(
        prepared(folder.resolve("no*where")), InputException.class, "no*where", "there is nothing");
  }

  @Test
  void emptyFolderIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    text("_hidden", TEXT);
    requireRefused(
        prepared(folder.resolve("in")), InputException.class, "/in, which holds no files");
  }

  @Test
  void noInputIsAConfigurationError() throws IOException {
    requireRefused(
        prepared(folder).set("corpus.input", "[]"),
        ConfigurationException.class,
        "corpus.input is empty");
  }

  @Test
  void shortCorpusSaysHowManyTokensAreNeeded() throws IOException {
    requireRefused(
        prepared(text("short", "12345678")).set("shards.sequence-length", 8),
        InputException.class,
        "has 8 tokens",
        "needs 9");
    requireRefused(prepared(text("short", "")), InputException.class, "has 0 tokens", "needs 5");
  }

  @Test
  void aVocabularyOfOnlySpecialTokensIsRefused() throws IOException {
    Path input = text("plenty", TEXT);
    requireRefused(
        prepared(input).set("vocabulary.min-count", 1_000_000),
        ConfigurationException.class,
        "vocabulary.min-count is 1,000,000",
        "none of the corpus's 2,150 tokens",
        "special tokens (<unk>)");
    requireRefused(
        prepared(text("lines", "\n".repeat(500))).set("corpus.documents", "line"),
        InputException.class,
        "the corpus has no text",
        "<unk>, <eos>");
    Path vocabulary =
        text(
            "special.jsonl",
            "{\"format\":1,\"tokenizer\":\"character\",\"lowerCase\":false,\"documents\":\"none\",\"size\":1}\n[\"<unk>\",5]\n");
    requireRefused(
        prepared(input).set("vocabulary.from", vocabulary),
        ConfigurationException.class,
        "vocabulary.from is",
        "special.jsonl",
        "every token would be unknown");
  }

  @Test
  void chunksThatAreTooManyAreRefused() throws IOException {
    requireRefused(
        prepared(text("long", "a".repeat(100_001))).set("corpus.chunk-size", 1),
        ConfigurationException.class,
        "corpus.chunk-size is 1 bytes",
        "100,001 bytes into more than 100,000 chunks",
        "corpus.chunk-size=1KiB or more");
  }

  @Test
  void malformedTextNamesFileAndOffset() throws IOException {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    bytes[1234] = (byte) 0xFF;
    Path input = file("bad.txt", bytes);
    requireRefused(
        prepared(input).set("corpus.chunk-size", 500),
        InputException.class,
        "bad.txt",
        "offset 1234",
        "0xFF");
    PreparedCorpus replaced = prepared(input).set("corpus.malformed", "replace");
    replaced.run(SparkFixture.session());
    assertThat(replaced.open().vocabulary().id("\uFFFD")).isPositive();
  }

  @Test
  void truncatedGzipNamesFileAndOffset() throws IOException {
    byte[] whole = gzip(TEXT + new java.util.Random(1).ints(20_000).boxed().toList());
    requireRefused(
        prepared(file("cut.gz", Arrays.copyOf(whole, whole.length / 2))),
        InputException.class,
        "cut.gz is cut off or corrupt",
        "offset " + whole.length / 2);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void compressedFilesGiveThePlainOnesTokens() throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(bytes)) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    file("a.bz2", bytes.toByteArray());
    file("b.gz", gzip(TEXT));
    text("c.txt", TEXT);
    PreparedCorpus prepared = prepared(folder.resolve("in")).set("corpus.chunk-size", 300);
    Manifest manifest = prepared.run(SparkFixture.session());
    assertThat(manifest.sources().stream().map(Manifest.Source::name))
        .containsExactly("a.bz2", "b.gz", "c.txt");
    assertThat(manifest.splits().values().stream().mapToLong(Manifest.SplitPart::targets).sum())
        .isEqualTo(3L * TEXT.length() - 1);
    StringBuilder text = new StringBuilder();
    ShardSet shards = prepared.open();
    for (Split split : Split.values()) {
      for (Sequence sequence : prepared.sequences(shards, shards.split(split))) {
        text.append(
            shards
                .vocabulary()
                .decode(Arrays.copyOfRange(sequence.tokens(), 1, sequence.tokens().length)));
      }
    }
    assertThat(text).hasToString(TEXT.repeat(3).substring(1));
  }

  @Test
  void outputThatExistsIsKept() throws IOException {
    PreparedCorpus prepared = prepared(text("a", TEXT));
    prepared.run(SparkFixture.session());
    String before = prepared.open().digest();
    assertThatThrownBy(() -> prepared.run(SparkFixture.session()))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll("exists already", "--overwrite");
    prepared.set("shards.sequence-length", 9).run(SparkFixture.session(), true);
    assertThat(prepared.open().digest()).isNotEqualTo(before);
  }

  @Test
  void documentsThatAreNoneCannotBeDivided() throws IOException {
    requireRefused(
        prepared(text("a", TEXT)).set("split.by", "documents"),
        ConfigurationException.class,
        "split.by is documents",
        "corpus.documents is none");
  }

  @Test
  void vocabularyIsReusedIfItFits() throws IOException {
    PreparedCorpus first = prepared(text("a", TEXT));
    first.run(SparkFixture.session());
    PreparedCorpus second =
        new PreparedCorpus(text("b", TEXT.toUpperCase(java.util.Locale.ROOT)), folder.resolve("2"))
            .set("vocabulary.from", folder.resolve("shards"));
    Manifest manifest = second.run(SparkFixture.session());
    assertThat(manifest.vocabularyDigest()).isEqualTo(first.open().vocabulary().digest());
    assertThat(manifest.splits().get(Split.TRAIN).unknown()).isPositive();
    assertThatThrownBy(
            () ->
                new PreparedCorpus(folder.resolve("in"), folder.resolve("3"))
                    .set("vocabulary.from", folder.resolve("shards"))
                    .set("corpus.tokenizer", "word")
                    .run(SparkFixture.session()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "vocabulary.jsonl", "tokenizer character", "corpus.tokenizer is word");
  }

  @Test
  void alteredMissingAndCutFilesAreNamed() throws IOException {
    PreparedCorpus prepared = prepared(text("a", TEXT));
    Manifest manifest = prepared.run(SparkFixture.session());
    Manifest.ShardFile shard = manifest.splits().get(Split.TRAIN).files().get(0);
    Path file = folder.resolve("shards").resolve(shard.path());
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[100] ^= 1;
    Files.write(file, altered);
    ShardSet shards = prepared.open();
    assertThatThrownBy(() -> prepared.sequences(shards, shards.split(Split.TRAIN)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(shard.path(), "was altered", "checksums");
    // Without the local file system's own checksum, as on any other one.
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
    assertThatThrownBy(() -> prepared.sequences(shards, shards.split(Split.TRAIN)))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(shard.path(), "was altered", shard.sha256());
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(prepared::open)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(shard.path(), "the manifest says " + whole.length);
    assertThatThrownBy(
            () -> ShardReader.open(new Configuration(), shards.path(), shard, 0, 1, false))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(shard.path(), "cut off");
    Files.delete(file);
    assertThatThrownBy(prepared::open)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(shard.path(), "missing");
    Files.writeString(folder.resolve("shards/vocabulary.jsonl"), "{}\n");
    assertThatThrownBy(prepared::open)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("vocabulary.jsonl was altered", "checksums");
    Files.delete(folder.resolve("shards/.vocabulary.jsonl.crc"));
    assertThatThrownBy(prepared::open)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no vocabulary");
    Files.delete(folder.resolve("shards/manifest.json"));
    assertThatThrownBy(prepared::open)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no manifest.json: run ravel prepare first");
  }

  @Test
  void rowRangesAreThoseRows() throws IOException {
    PreparedCorpus prepared = prepared(text("a", TEXT));
    prepared.run(SparkFixture.session());
    ShardSet shards = prepared.open();
    Manifest.SplitPart part = shards.split(Split.TRAIN);
    List<Sequence> all = prepared.sequences(shards, part);
    Manifest.ShardFile file = part.files().get(0);
    try (ShardReader reader =
        ShardReader.open(new Configuration(), shards.path(), file, 17, 5, false)) {
      for (int i = 17; i < 22; i++) {
        assertThat(reader.next()).usingRecursiveComparison().isEqualTo(all.get(i));
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @Test
  void worksOnHdfs() throws IOException {
    HdfsFixture hdfs = HdfsFixture.shared();
    try (OutputStream out =
        hdfs.fileSystem().create(new org.apache.hadoop.fs.Path("/inputs/corpus/books/a.txt"))) {
      out.write(TEXT.repeat(60).getBytes(StandardCharsets.UTF_8));
    }
    PreparedCorpus prepared =
        new PreparedCorpus(
                "%s,%s,%s"
                    .formatted(
                        hdfs.uri("/inputs/corpus/{b*,c}"),
                        hdfs.uri("/inputs/corpus"),
                        hdfs.uri("/inputs/corpus/../corpus/books/a.txt")),
                hdfs.uri("/inputs/out/shards"))
            .set("corpus.chunk-size", 50_000)
            .set("corpus.documents", "line");
    Manifest manifest = prepared.run(SparkFixture.session());
    ShardSet shards = prepared.open();
    assertThat(manifest.sources()).hasSize(1);
    assertThat(manifest.splits().get(Split.TRAIN).files()).hasSize(3);
    assertThat(prepared.sequences(shards, shards.split(Split.TEST))).isNotEmpty();
    assertThat(hdfs.fileSystem().listStatus(new org.apache.hadoop.fs.Path("/inputs/out")))
        .hasSize(1);
  }
}
