package dev.naru.ingress.identity;

import java.util.List;

/**
 * The keys for one purpose that are alive.
 *
 * @param signer the one of them that signs
 * @param all in the order of their numbers
 */
record KeySet(KeptKey signer, List<KeptKey> all) {}
