/** Pictures: read from JPEG and PNG, scaled, cut out, written small. Stands alone. */
package org.ravel.image;
