package org.ravel.shard.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Real numbers as bytes: IEEE 754 of single precision, the lowest byte first. */
final class PackedReals {
  private PackedReals() {}

  static byte[] pack(float[] numbers) {
    ByteBuffer packed =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    packed.asFloatBuffer().put(numbers);
    return packed.array();
  }

  static float[] unpack(byte[] packed) {
    float[] numbers = new float[packed.length / Float.BYTES];
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }
}
