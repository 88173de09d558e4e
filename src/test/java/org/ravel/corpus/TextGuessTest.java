package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** What is no text in UTF-8 is refused and said to be what it is, also where damage is replaced. */
class TextGuessTest {
  private static final String FRENCH =
      "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient.\n"
          .repeat(30);
  private static final String RUSSIAN =
      "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.\n"
          .repeat(30);

  @TempDir Path folder;

  /** Reads a file as a corpus, on no cluster. */
  private String read(String name, byte[] content, String... settings) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    Map<String, String> all = new HashMap<>(Map.of("corpus.input", file.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    Configuration hadoop = new Configuration();
    Corpus corpus = Corpus.open(new Storage(hadoop), config.corpus(), config.split());
    TextSink sink = new TextSink();
    for (Chunk chunk : corpus.chunks()) {
      new ChunkReader(hadoop, corpus).read(chunk, sink);
    }
    return sink.text.toString();
  }

  private static final class TextSink implements CorpusSink {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void source(int source) {}

    @Override
    public void stream(int stream) {}

    @Override
    public void endOfDocument() {}

    @Override
    public boolean done() {
      return false;
    }

    @Override
    public void token(char[] chars, int start, int end, int characters, int bytes) {
      text.append(chars, start, end - start);
    }

    @Override
    public void dropped(int characters, int bytes) {}
  }

  private void requireRefused(String name, byte[] content, String... parts) {
    for (String malformed : List.of("fail", "replace")) {
      assertThatThrownBy(() -> read(name, content, "corpus.malformed", malformed))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(name)
          .hasMessageContainingAll(parts);
    }
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, iconv -f UTF-16 ",
    "x-UTF-16LE-BOM, iconv -f UTF-16 ",
    "UTF-16LE, iconv -f UTF-16LE ",
    "UTF-16BE, iconv -f UTF-16BE ",
    "X-UTF-32LE-BOM, iconv -f UTF-32 ",
    "X-UTF-32BE-BOM, iconv -f UTF-32 ",
    "UTF-32LE, are 0",
  })
  void utf16IsNoTextWithNuls(String charset, String remedy) throws IOException {
    byte[] bytes = FRENCH.getBytes(Charset.forName(charset));
    requireRefused("a.txt", bytes, remedy.strip());
    requireRefused("a.txt.gz", gzip(bytes), "a.txt.gz (decompressed)", remedy.strip());
  }

  @Test
  void russianInUtf16IsRefused() {
    byte[] bytes = RUSSIAN.getBytes(StandardCharsets.UTF_16LE);
    requireRefused("a.txt", bytes, "a.txt looks like text in UTF-16 without a byte order mark");
  }

  @Test
  void compressedDataWithoutTheirSuffixAreRecognised() throws IOException {
    requireRefused(
        "a.txt", gzip(FRENCH.getBytes(StandardCharsets.UTF_8)), "is compressed by gzip", ".gz");
    requireRefused(
        "a.GZ", gzip(FRENCH.getBytes(StandardCharsets.UTF_8)), "is compressed by gzip", ".gz");
    requireRefused("b", bzip2(FRENCH), "is compressed by bzip2", ".bz2");
    requireRefused("c.docx", zip(FRENCH), "is a zip archive (or a document in one)");
  }

  @ParameterizedTest
  @CsvSource({
    "28B52FFD24, zstd",
    "FD377A585A0000, xz",
    "04224D1864, lz4",
    "FF060000734E61507059, snappy",
    "1F9D90, compress",
    "377ABCAF271C0004, 7z",
    "526172211A0700, rar",
    "255044462D312E37, PDF",
    "D0CF11E0A1B11AE100, Office",
    "5041523115, Parquet",
  })
  void otherKindsAreRecognised(String hex, String what) {
    byte[] random = new byte[1000];
    new Random(1).nextBytes(random);
    requireRefused("a", concat(HexFormat.of().parseHex(hex), random), what);
  }

  @Test
  void aTarArchiveIsRecognised() {
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    requireRefused("a", tar, "a is a tar archive");
  }

  @Test
  void binaryDataAreRefused() {
    byte[] numbers = new byte[4000];
    for (int i = 0; i < numbers.length; i += 8) {
      numbers[i] = (byte) ('a' + i % 20);
    }
    requireRefused("a.bin", numbers, "looks like");
    byte[] random = new byte[4000];
    new Random(2).nextBytes(random);
    assertThatThrownBy(() -> read("b.bin", random, "corpus.malformed", "replace"))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("b.bin is not UTF-8", "malformed, which is too much to replace");
  }

  @Test
  void theByteTokenizerTakesAnyBytes() throws IOException {
    byte[] bytes = FRENCH.getBytes(StandardCharsets.UTF_16);
    assertThat(read("a.txt", bytes, "corpus.tokenizer", "byte"))
        .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void latin1IsSaidToBeThat() throws IOException {
    byte[] bytes = FRENCH.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read("a.txt", bytes))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("a.txt is not UTF-8", "offset 27", "iconv -f WINDOWS-1252");
    // It is little enough to be replaced, if that is wanted.
    assertThat(read("a.txt", bytes, "corpus.malformed", "replace")).contains("couch\uFFFD");
    byte[] russian = RUSSIAN.getBytes(Charset.forName("windows-1251"));
    assertThatThrownBy(() -> read("b.txt", russian))
        .hasMessageContaining("it looks like text in another encoding");
    assertThatThrownBy(() -> read("b.txt", russian, "corpus.malformed", "replace"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too much to replace");
  }

  @Test
  void damageIsNoOtherEncoding() throws IOException {
    byte[] bytes = FRENCH.getBytes(StandardCharsets.UTF_8);
    bytes[1000] = (byte) 0xFF;
    bytes[2000] = 0;
    assertThatThrownBy(() -> read("a.txt", bytes))
        .hasMessageContainingAll("offset 1000", "corpus.malformed=replace")
        .hasMessageNotContaining("iconv");
    assertThat(read("a.txt", bytes, "corpus.malformed", "replace")).contains("\uFFFD", "\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "BZh is a text", "PK", "%", "\uFEFFé", "SEQ", "1\0 2"})
  void shortTextsAreText(String text) throws IOException {
    assertThat(read("a.txt", text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(text.replace("\uFEFF", ""));
  }

  @Test
  void carriageReturnsAreTextUnlessLinesAreDocuments() throws IOException {
    byte[] text = "\uFEFFa\r\nb\r\n".getBytes(StandardCharsets.UTF_8);
    assertThat(read("a.txt", text)).isEqualTo("a\r\nb\r\n");
    assertThat(read("a.txt", text, "corpus.documents", "line")).isEqualTo("ab");
  }

  @Test
  void aSuffixThatDoesNotFitIsSaid() throws IOException {
    byte[] text = FRENCH.getBytes(StandardCharsets.UTF_8);
    requireRefused("a.gz", bzip2(FRENCH), "a.gz is compressed by bzip2, which the codec", ".bz2");
    requireRefused("a.bz2", gzip(text), "a.bz2 is compressed by gzip, which the codec", ".gz");
    requireRefused("b.gz", text, "b.gz looks like plain text in spite of its suffix; rename it");
    requireRefused("b.bz2", text, "b.bz2 looks like plain text in spite of its suffix; rename it");
    requireRefused(
        "c.lz4",
        concat(new byte[] {4, 0x22, 0x4D, 0x18, 0x64, 0x40, (byte) 0xA7}, text),
        "c.lz4 is compressed by lz4, which the codec of its suffix does not read");
  }

  @Test
  void bzip2ThatIsNoneOrCutOffIsNotTakenForEmpty() throws IOException {
    byte[] whole = bzip2(FRENCH);
    requireRefused("a.bz2", concat(new byte[20], whole), "a.bz2 is cut off or corrupt");
    for (int length : new int[] {1, 4, 9, 10, 20, whole.length / 2}) {
      requireRefused(
          "b%d.bz2".formatted(length), Arrays.copyOf(whole, length), "cut off or corrupt");
    }
    assertThat(read("c.bz2", bzip2(""))).isEmpty();
    assertThat(read("d.bz2", new byte[0])).isEmpty();
    assertThat(read("e.bz2", concat(whole, bzip2("x")))).isEqualTo(FRENCH + "x");
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] bzip2(String text) throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("a.xml"));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
