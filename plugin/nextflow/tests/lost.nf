// Gathers two parts that have a record less than there should be.

include { DSDSCORE_GATHER } from '../modules/nf-core/dsdscore/gather/main'

workflow {
    def parts = files("${params.data}/part{1,2}.vcf.gz", checkIfExists: true)
    DSDSCORE_GATHER(channel.of([[id: 'lost'], parts.sort(), '73']))
}
