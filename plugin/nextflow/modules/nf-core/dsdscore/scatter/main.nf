process DSDSCORE_SCATTER {
    tag "${meta.id}"
    label 'process_single'

    conda "${moduleDir}/environment.yml"
    container "dsdscore:0.1.0"

    input:
    tuple val(meta), path(input), path(index)
    val window

    output:
    tuple val(meta), path("${prefix}.*.regions.tsv", arity: '0..*'), env('RECORDS'), emit: regions
    tuple val("${task.process}"), val('bcftools'), eval('bcftools --version | sed "1!d; s/^.*bcftools //"'), topic: versions, emit: versions_bcftools

    when:
    task.ext.when == null || task.ext.when

    script:
    prefix = task.ext.prefix ?: "${meta.id}"
    if (!"${window}".isLong() || "${window}".toLong() < 1) {
        error("DSDSCORE_SCATTER: ${meta.id}: a window has at least 1 base, and ${window} was given")
    }
    // Contigs come in the index's order, those without records not at all. The last
    // window of a contig is open, for records may lie beyond what the header says. A contig of unknown
    // length is one window. Each file has `window` bases.
    """
    RECORDS=\$(bcftools index --nrecords ${input})
    bcftools index --stats ${input} > contigs.tsv

    awk -F '\\t' -v window=${window} -v prefix=${prefix} '
        function next_file() {
            if (files) close(file)
            file = sprintf("%s.%05d.regions.tsv", prefix, ++files)
            room = window
        }
        function put(from, to) { print \$1 "\\t" from "\\t" to > file }
        {
            known = \$2 ~ /^[0-9]+\$/
            size = known ? \$2 + 0 : window
            from = 1
            if (room <= 0) next_file()
            while (known && size - from >= room) {
                put(from, from + room - 1)
                from += room
                next_file()
            }
            put(from, "2147483647")
            room -= size - from + 1
        }
    ' contigs.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    RECORDS=0
    touch ${prefix}.00001.regions.tsv ${prefix}.00002.regions.tsv
    """
}
