/** How fast the layers are, beside Deeplearning4j's and PyTorch's. */
package org.ravel.benchmark;
