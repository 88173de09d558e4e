package org.ravel.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.ParameterMean;
import org.ravel.training.state.RecurrentState;
import org.ravel.training.state.StateShape;
import org.ravel.training.state.WorkerState;

class CheckpointFileTest {
  private static final Progress PROGRESS =
      new Progress(
          "a1b2",
          "c3d4",
          17,
          51,
          0.1 + 0.2,
          12_345_678_901L,
          3.3,
          2.2,
          1 / 3.0,
          2 / 3.0,
          2,
          false,
          false);
  private static final Storage STORAGE = new Storage(new Configuration());

  @TempDir Path folder;

  /** Numbers of any bits, more than fit into a block, empty arrays, layers without a state. */
  @Test
  void comesBackToTheBit() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    EngineState state = state(random);
    Path file = write(new Checkpoint(PROGRESS, state));
    Checkpoint read = read(file);
    assertThat(read.progress()).isEqualTo(PROGRESS);
    EngineState back = read.state();
    assertThat(bits(back)).as("seed %d", seed).isEqualTo(bits(state));
    assertThat(StateShape.of(back)).isEqualTo(StateShape.of(state));
  }

  @Test
  void orWithoutAState() throws IOException {
    Progress start = Progress.start("a1b2", null);
    Checkpoint read = read(write(new Checkpoint(start, null)));
    assertThat(read.progress()).isEqualTo(start);
    assertThat(read.state()).isNull();
  }

  /** The layout as it is documented, read by other means. */
  @Test
  void isLaidOutAsDocumented() throws IOException {
    ModelState model = new ModelState(floats(1, -2.5f), floats(7));
    WorkerState worker =
        new WorkerState(
            new RecurrentState(
                List.of(Map.of(), new TreeMap<>(Map.of("h", floats(3, 4), "c", floats(5, 6))))),
            floats(8, 9));
    Path file =
        write(
            new Checkpoint(
                PROGRESS,
                new EngineState(
                    model,
                    Floats.none(),
                    List.of(worker),
                    new ParameterMean(floats(10, 11), 2.75))));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).asString(StandardCharsets.US_ASCII).isEqualTo("RAVELCKP");
    byte[] header = new byte[bytes.getInt()];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8))
        .contains("\"format\":4", "\"rounds\":17")
        .endsWith(
            "\"state\":{\"parameters\":2,\"updater\":1,\"momentum\":0,\"mean\":{\"parameters\":2,\"weight\":2.75},\"workers\":[{\"updater\":2,\"layers\":[{},{\"c\":2,\"h\":2}]}]}}");
    List<Float> numbers = new ArrayList<>();
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() > 32) {
      numbers.add(bytes.getFloat());
    }
    assertThat(numbers).containsExactly(1f, -2.5f, 7f, 10f, 11f, 8f, 9f, 5f, 6f, 3f, 4f);
  }

  @Test
  void oneThatIsCutOffIsFound() throws IOException {
    Path file = write(new Checkpoint(PROGRESS, state(new Random(1))));
    byte[] whole = Files.readAllBytes(file);
    for (int length : List.of(0, 7, 43, 44, 100, whole.length - 32, whole.length - 1)) {
      Path cut = write(Arrays.copyOf(whole, length));
      assertThat(CheckpointFile.isWhole(STORAGE, path(cut))).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void soIsOneInWhichABitIsAnother() throws IOException {
    Path file = write(new Checkpoint(PROGRESS, state(new Random(1))));
    byte[] whole = Files.readAllBytes(file);
    for (int place : List.of(0, 9, 30, whole.length / 2, whole.length - 1)) {
      byte[] altered = whole.clone();
      altered[place] ^= 16;
      Path other = write(altered);
      assertThat(CheckpointFile.isWhole(STORAGE, path(other))).as("byte %d", place).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "17"})
  void anotherVersionIsNamed(int format) throws IOException {
    Path file = crafted(header(format, "null"), 0);
    assertThat(CheckpointFile.isWhole(STORAGE, path(file))).isTrue();
    assertRefused(() -> read(file))
        .hasMessageContaining(
            "has format %d, but this version of Ravel reads format 4".formatted(format))
        .hasMessageContaining("--overwrite");
  }

  /** A folder does not silently begin again, or go back, because of another version. */
  @Test
  void andIsNotPassedOver() throws IOException {
    CheckpointFolder checkpoints = checkpoints();
    checkpoints.write(new Checkpoint(PROGRESS, state(new Random(1))));
    Files.move(crafted(header(5, "null"), 0), folder.resolve("checkpoints/round-000000000018"));
    assertRefused(checkpoints::latest).hasMessageContaining("has format 5");
    Files.write(folder.resolve("checkpoints/round-000000000018"), new byte[100]);
    assertThat(checkpoints.rounds()).hasValue(17);
    // The file system's own checksums find this one.
    Path last = folder.resolve("checkpoints/round-000000000017");
    assertThat(folder.resolve("checkpoints/.round-000000000017.crc")).exists();
    Files.write(last, new byte[(int) Files.size(last)]);
    assertThat(checkpoints.rounds()).isEmpty();
  }

  /** Java's serialisation could make objects of any class: it is not even begun to read. */
  @Test
  void serialisedObjectsAreNotRead() throws IOException {
    Path file = folder.resolve("serialised");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(new ArrayList<>(List.of("a list of some length, to be no torn file")));
    }
    byte[] object = Files.readAllBytes(file);
    Path sealed = seal(object);
    assertRefused(() -> read(sealed)).hasMessageContaining("does not begin with RAVELCKP");
  }

  /** Lengths that are far from true take no memory: the heap of a test is smaller. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'parameters':2147483647,'updater':2147483647,'momentum':2147483647,'mean':NONE,'workers':[]} | tells of 6442450941 numbers but holds 40 bytes of them, not 25769803764",
        "{'parameters':9,'updater':0,'momentum':0,'mean':NONE,'workers':[]} | tells of 9 numbers but holds 40 bytes of them, not 36",
        "{'parameters':2,'updater':0,'momentum':0,'mean':NONE,'workers':[{'updater':2147483647,'layers':[]}]} | tells of 2147483649 numbers",
        "{'parameters':2,'updater':0,'momentum':0,'mean':NONE,'workers':[{'updater':0,'layers':[{'h':2147483647}]}]} | tells of 2147483649 numbers",
        "{'parameters':-1,'updater':11,'momentum':0,'mean':NONE,'workers':[]} | parameters has -1 numbers, but must have 0 or more",
        "{'parameters':11,'updater':0,'momentum':0,'mean':NONE,'workers':[{'updater':0,'layers':[{'h':-1}]}]} | h has -1 numbers",
        "{'parameters':10,'updater':0,'momentum':0,'mean':NONE,'workers':[{'updater':0,'layers':[{'h':null}]}]} | h has -1 numbers",
        "{'parameters':99999999999,'updater':0,'momentum':0,'mean':NONE,'workers':[]} | is malformed",
        "{'parameters':10,'updater':0,'momentum':0,'mean':NONE} | is malformed",
        "{'parameters':10,'updater':0,'momentum':0,'mean':NONE,'workers':[null]} | is malformed",
        "{'parameters':10,'updater':0,'momentum':0,'mean':{'parameters':9,'weight':1},'workers':[]} | the mean has 9 numbers, but must have 0 or 10",
        "{'parameters':5,'updater':0,'momentum':0,'mean':{'parameters':5,'weight':0},'workers':[]} | a mean of 5 numbers has the weight 0.0",
        "{'parameters':10,'updater':0,'momentum':0,'mean':{'parameters':0,'weight':1},'workers':[]} | a mean of 0 numbers has the weight 1.0",
        "{'parameters':10,'updater':0,'momentum':0,'mean':null,'workers':[]} | is malformed",
        "{'parameters':10,'updater':0,'momentum':0,'workers':[]} | is malformed",
        "null | tells of 0 numbers but holds 40 bytes",
        "[ | is malformed",
      })
  void lengthsAreNotBelieved(String state, String message) throws IOException {
    Path file = crafted(header(CheckpointHeader.FORMAT, state), 10);
    assertRefused(() -> read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"2147483647", "-1", "1000"})
  void norIsTheHeaders(int length) throws IOException {
    Path file =
        seal(
            ByteBuffer.allocate(12 + 100)
                .put("RAVELCKP".getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .array());
    assertRefused(() -> read(file))
        .hasMessageContaining("of 144 bytes tells of a header of %d".formatted(length));
  }

  private static String header(int format, String state) {
    return "{\"format\":%d,\"progress\":{\"shards\":\"a\",\"warmStart\":null,\"rounds\":1,\"iterations\":1,\"epochs\":1,\"tokens\":1,\"seconds\":1,\"trainingSeconds\":1,\"bestLoss\":null,\"bestScore\":null,\"withoutImprovement\":0,\"finished\":false,\"stoppedEarly\":false},\"state\":%s}"
        .formatted(format, state.replace("NONE", "{'parameters':0,'weight':0}").replace('\'', '"'));
  }

  private Path crafted(String header, int numbers) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return seal(
        ByteBuffer.allocate(12 + json.length + Float.BYTES * numbers)
            .put("RAVELCKP".getBytes(StandardCharsets.US_ASCII))
            .putInt(json.length)
            .put(json)
            .array());
  }

  /** With a true digest: altered on purpose, not by chance. */
  private Path seal(byte[] bytes) throws IOException {
    return write(
        ByteBuffer.allocate(bytes.length + 32)
            .put(bytes)
            .put(Sha256.digest().digest(bytes))
            .array());
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "written", ""), bytes);
  }

  private Path write(Checkpoint checkpoint) throws IOException {
    Path file = folder.resolve("checkpoint");
    CheckpointFile.write(STORAGE, path(file), checkpoint);
    // Hadoop's own checksums are not what is tested.
    Files.deleteIfExists(folder.resolve(".checkpoint.crc"));
    return file;
  }

  private static Checkpoint read(Path file) {
    return CheckpointFile.read(STORAGE, path(file));
  }

  private static org.apache.hadoop.fs.Path path(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private CheckpointFolder checkpoints() {
    return new CheckpointFolder(
        STORAGE,
        path(folder.resolve("checkpoints")),
        ConfigLoader.load("test", "", Map.of()).values().training().checkpoint());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable action) {
    return assertThatThrownBy(action).isInstanceOf(InputException.class);
  }

  private static EngineState state(Random random) {
    List<WorkerState> workers = new ArrayList<>();
    workers.add(WorkerState.zero());
    for (int i = 0; i < 3; i++) {
      Map<String, Floats> lstm = new TreeMap<>();
      lstm.put("hidden state", any(random, 24));
      lstm.put("memory", any(random, 24));
      workers.add(
          new WorkerState(new RecurrentState(List.of(Map.of(), lstm, Map.of())), any(random, 60)));
    }
    return new EngineState(
        new ModelState(any(random, 40_000), any(random, 16_384)),
        any(random, 40_000),
        workers,
        new ParameterMean(any(random, 40_000), random.nextDouble()));
  }

  private static Floats floats(float... values) {
    return new Floats(values);
  }

  /** Any bits, also those that are no numbers. */
  private static Floats any(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return new Floats(values);
  }

  private static List<Integer> bits(EngineState state) {
    List<Floats> arrays = new ArrayList<>();
    arrays.add(state.model().parameters());
    arrays.add(state.model().updater());
    arrays.add(state.delta());
    arrays.add(state.mean().parameters());
    for (WorkerState worker : state.workers()) {
      arrays.add(worker.updater());
      worker.recurrent().layers().forEach(layer -> arrays.addAll(layer.values()));
    }
    List<Integer> bits = new ArrayList<>();
    for (Floats array : arrays) {
      for (float value : array.values()) {
        bits.add(Float.floatToRawIntBits(value));
      }
    }
    return bits;
  }
}
