package org.ravel.shard.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedIdsTest {

  /** The examples of the encoding's documentation, and the ends of each length. */
  @Test
  void bytesAreThoseOfTheEncoding() {
    assertThat(PackedIds.pack(new int[] {1, 150, 300}))
        .isEqualTo(new byte[] {1, (byte) 0x96, 1, (byte) 0xAC, 2});
    assertThat(PackedIds.pack(new int[0])).isEmpty();
    assertThat(PackedIds.pack(new int[] {0, 127, 128, 16383, 16384, Integer.MAX_VALUE}))
        .hasSize(1 + 1 + 2 + 2 + 3 + 5);
  }

  @Test
  void idsComeBackAndAnotherReaderSeesThem() throws IOException {
    for (int run = 0; run < 1000; run++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      int bits = 1 + random.nextInt(31);
      int[] ids = random.ints(random.nextInt(70)).map(id -> (id >>> 1) >>> (31 - bits)).toArray();
      byte[] packed = PackedIds.pack(ids);
      assertThat(PackedIds.unpack(packed)).as("seed %d", seed).isEqualTo(ids);
      CodedInputStream other = CodedInputStream.newInstance(packed);
      for (int id : ids) {
        assertThat(other.readUInt32()).as("seed %d", seed).isEqualTo(id);
      }
      assertThat(other.isAtEnd()).as("seed %d", seed).isTrue();
    }
  }
}
